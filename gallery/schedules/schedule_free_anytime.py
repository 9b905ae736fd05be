r"""
One run for all lengths
=======================

Schedule-Free at one rate, against decays that must know their end: each mark is a run of its own, at its own best peak.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.schedule_free_runs import ends_of_decays, train

use_style()

# %%
# Excess on logistic regression: one Schedule-Free setting, one long decay, and the ends of five decays.
lengths = (125, 250, 500, 1000, 2000)
free = train("logistic", "free", (1.0,), 8, steps=2000, every=20)
long = train("logistic", "linear", (0.5,), 8, steps=2000, every=20)
ends = ends_of_decays(lengths)
paths = {name: np.exp(np.log(part).mean((1, 2))) for name, part in {"x": free.x, "y": free.y, "long": long.x}.items()}

# %%
# Geometric means over eight runs.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(free.step, paths["y"], color=COLOR["orange"], ls=":", lw=1.5, label="y")
ax.loglog(free.step, paths["x"], color=COLOR["blue"], ls="-", label="x")
ax.loglog(long.step, paths["long"], color=COLOR["purple"], ls="--", lw=1.5, label="long decay")
ax.loglog(lengths, ends, "^", color=COLOR["purple"], ms=7, label="ends")
annotate(ax, "at y", (free.step[90], paths["y"][90]), (8, 84), "orange")
annotate(ax, "at x", (free.step[8], paths["x"][8]), (-40, -30), "blue")
annotate(ax, "long decay", (long.step[30], paths["long"][30]), (-10, 34), "purple")
annotate(ax, "ends of\ndecays", (lengths[2], ends[2]), (-44, -30), "purple")
ax.set(xlabel="step", ylabel="excess")
describe(
    fig,
    "Excess against the step on log axes. The line of Schedule-Free at x falls all the way and passes not far above"
    " five triangles, the ends of five decays of different length. The path of the longest decay lies far above until"
    " its end. At y, Schedule-Free is higher than at x late in the run, and scatters.",
)

# %%
# A decay is good at its end only; Schedule-Free may be stopped at any step.
