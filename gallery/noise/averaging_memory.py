r"""
Three memories
==============

A longer memory ends lower, and takes longer to forget where the run began.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.averaging import DECAYS, SEEN, bowl_run, moving_values

use_style()

# %%
# Mean value of the iterates and of three moving averages of them.
value = bowl_run(True).value.mean(-1)[list(SEEN)]
values = moving_values()
step = np.array(SEEN) + 1
short, middle, long = step.searchsorted((31, 201, 301))

# %%
# Both axes are logarithmic.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.loglog(step, value, ":", color=COLOR["muted"], label="iterates")
for average, decay, color, line in zip(values.T, DECAYS, ("orange", "blue", "green"), ("--", "-", "-."), strict=True):
    ax.loglog(step, average, ls=line, color=COLOR[color], label=f"decay {decay:g}")
annotate(ax, "iterates", (6, value[5]), (-34, -40), "muted")
annotate(ax, rf"$\gamma$ = {DECAYS[0]:g}", (step[short], values[short, 0]), (-44, -46), "orange")
annotate(ax, rf"$\gamma$ = {DECAYS[1]:g}", (step[middle], values[middle, 1]), (40, 14), "blue")
annotate(ax, rf"$\gamma$ = {DECAYS[2]:g}", (step[long], values[long, 2]), (2, 24), "green")
ax.set(xlabel="step, counted from 1", ylabel="mean value", xlim=(1, 1001), ylim=(8e-4, 150))
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
describe(
    fig,
    "Mean value against the step, on log axes, of the iterates and of three moving averages. The iterates fall first"
    " and level off highest. The average with the shortest memory falls a little later and levels off lower, the middle"
    " one falls at several hundred steps and ends lower still, and the longest memory is still far up at the end.",
)

# %%
# For a run of a thousand steps a memory of a thousand is too long.
