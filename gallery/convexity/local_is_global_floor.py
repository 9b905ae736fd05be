"""
A flat floor
============

A convex function may have many minimizers. Here they fill a line, and each run ends at the nearest of them.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, draw_path, use_style
from optbook.studies.convexity.local_is_global import PLANE, floor

use_style()

# %%
# Runs from random starts, on one equation for two unknowns.
runs = floor()
across = np.array([-2.5, 3.5])
(slope,), (first, second) = PLANE.targets, PLANE.inputs[0]

# %%
# The floor of the valley, and the runs down to it.
fig, ax = plt.subplots(figsize=(5, 4))
draw_contours(ax, PLANE, (-2.5, -2.5), (3.5, 3.5), levels=(0.5, 2, 4.5, 8, 12.5, 18))
ax.plot(across, (slope - first * across) / second, color=COLOR["orange"], lw=2.4, ls="--", label="minimizers")
for run in runs.x.swapaxes(0, 1):
    draw_path(ax, run, every=1)
annotate(ax, "all minimizers", (-1.9, (slope - first * -1.9) / second), (30, 42), "orange")
ax.texts[-1].set_bbox({"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1})
ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal", xlim=across, ylim=across)
describe(
    fig,
    "Level lines of a trough in the plane are parallel straight lines; its floor is a dashed line that falls to the"
    " right. Twelve runs go from ringed starts on both sides straight to the floor, at right angles to it, and end at"
    " twelve different points.",
)

# %%
# Twelve different ends, all equally good: the minimum is one value, not one point.
