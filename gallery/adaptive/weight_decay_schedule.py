r"""
A decay that does not fall with the rate
========================================

The rate falls to zero. If the decay does not, it is all that is left at the end.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.schedules import cosine
from optbook.studies.adaptive.weight_decay import scheduled

use_style()

# %%
# A weight with its minimum at one, and the rate that both runs have.
runs = scheduled()
steps = len(runs["constant"]) - 1
rate = cosine(1.0, steps)(np.arange(steps + 1))
late = 3 * steps // 4

# %%
# The rate is drawn as a share of the first one.
fig, ax = plt.subplots(figsize=(5.0, 3.3))
ax.fill_between(np.arange(steps + 1), rate, color=COLOR["face"])
ax.plot(rate, color=COLOR["muted"], ls=":", lw=1.2, label="rate, share of the first")
ax.plot(runs["with the rate"], color=COLOR["blue"], ls="-", label="decay times the rate")
ax.plot(runs["constant"], color=COLOR["orange"], ls="--", label="constant decay")
annotate(ax, "decay times the rate", (late, runs["with the rate"][late]), (-70, 26), "blue")
annotate(ax, "constant decay", (late, runs["constant"][late]), (14, 34), "orange")
annotate(ax, "rate", (late, rate[late]), (-62, -14), "muted")
ax.set(xlabel="step", ylabel="weight", ylim=(0, 1.12), xlim=(0, steps))
describe(
    fig,
    "A weight against the step, while the rate falls along half a cosine to zero. With a decay that is multiplied by"
    " the rate the weight stays on one level. With a constant decay it sinks as the rate falls, and ends near zero.",
)

# %%
# The level is a balance of step and decay; only a decay that falls along keeps it.
