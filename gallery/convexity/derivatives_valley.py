r"""
A curve of minima
=================

Convexity would make the set of minimizers convex. Here they fill a sine, and every run still ends on it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, draw_path, use_style
from optbook.objectives import SineValley
from optbook.studies.convexity.derivatives import valley

use_style()

# %%
# Runs from both sides of the floor.
runs = valley()
lower, upper = (-5, -2.6), (5, 2.6)
x = np.linspace(lower[0], upper[0], 200)

# %%
# The floor is dashed; each run goes down to the nearest part of it, more or less.
fig, ax = plt.subplots(figsize=(5, 3.6))
draw_contours(ax, SineValley(), lower, upper, levels=(0.1, 0.5, 1.2, 2.2, 3.5, 5))
ax.plot(x, np.sin(x), color=COLOR["orange"], ls="--", lw=2.4, label="minimizers")
for run in runs.x.swapaxes(0, 1):
    draw_path(ax, run)
ax.set(xlabel="$x$", ylabel="$y$", xlim=(lower[0], upper[0]), ylim=(lower[1], upper[1]))
annotate(ax, "all minimizers", (-2.9, np.sin(-2.9)), (26, 30), "orange")
ax.texts[-1].set_bbox({"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1})
describe(
    fig,
    "Level lines that follow a sine wave; the wave itself is dashed and is the floor of a valley. Fourteen runs from"
    " ringed starts above and below bend toward the wave and end on it, at different points.",
)

# %%
# The floor is no convex set, so the function is not convex; and no run gets stuck.
