r"""
First and last steps
====================

Where a schedule begins and ends, one step can be counted in two ways. Seen from near, and only there, they differ.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.off_by_one_rates import RIGHT, STEPS, cases

use_style()

# %%
# The first six rates of two warmups, and the last six of three cosines.
wrong, count = cases(), 6
first, last = np.arange(count), np.arange(STEPS - count, STEPS)
begun = {"from its first fraction": RIGHT["warmup by steps"](), "from zero": wrong["warmup from zero"].rates}
ended = {"length $T$": RIGHT["cosine"](), "length $T - 1$": wrong["one step short"].rates}
ended |= {"stepped first": wrong["stepped first, by steps"].rates}

# %%
# One panel for each end.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.2))
for (name, rates), color, line, shape in zip(begun.items(), ("blue", "orange"), ("--", "-"), "os", strict=True):
    axes[0].plot(first, 1000 * rates[first], color=COLOR[color], ls=line, marker=shape, label=name)
looks = zip(ended.items(), ("blue", "orange", "purple"), ("--", "-", ":"), "osD", strict=True)
for (name, rates), color, line, shape in looks:
    axes[1].plot(last, 1e6 * rates[last], color=COLOR[color], ls=line, marker=shape, ms=5, label=name)
annotate(axes[0], "first fraction", (2, 1000 * begun["from its first fraction"][2]), (-34, 24), "blue")
annotate(axes[0], "from zero", (3, 1000 * begun["from zero"][3]), (38, -18), "orange")
annotate(axes[1], "length $T$", (last[2], 1e6 * ended["length $T$"][last[2]]), (44, 18), "blue")
short = 1e6 * ended["length $T - 1$"][last[2]]
annotate(axes[1], "length $T - 1$, and\nstepped first", (last[2], short), (-66, -14), "orange")
axes[0].set(xlabel="step", ylabel="rate / peak, thousandths", ylim=(-8, 150))
axes[1].set(xlabel="step", ylabel="rate / peak, millionths", xticks=last, ylim=(-30, 470))
describe(
    fig,
    "Two panels. Above, the first six rates of a warmup: one begins above zero, the other at zero, one step behind."
    " Below, the last six rates of a cosine: at its full length it ends above zero, and one step short or stepped first"
    " it ends at zero.",
)

# %%
# The last of these rates are millionths of the peak: they move nothing.
