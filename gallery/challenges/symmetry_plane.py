r"""
Two minima that are one network
===============================

The loss of the smallest network, :math:`x \mapsto v \tanh(w x)`: its two minima are the same function.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, mark, use_style
from optbook.studies.challenges.symmetry import smallest_net, smallest_points

use_style()

# %%
# The loss as a function of the two weights, and its stationary points.
net = smallest_net()
twin, saddle, teacher = (point.x for point in smallest_points())
levels = net.value(saddle) * np.array([0.05, 0.15, 0.35, 0.6, 0.8, 0.95, 1.0, 1.05, 1.3, 2, 3.5, 6])

# %%
# The straight way from one minimum to the other crosses the saddle.
fig, ax = plt.subplots()
behind = {"bbox": {"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1.5}}
draw_contours(ax, net, (-3, -2), (3, 2), levels)
ax.plot(*np.transpose([twin, teacher]), color=COLOR["orange"], ls="--", label="straight way")
mark(ax, *np.transpose([twin, teacher]), color="blue", size=8)
mark(ax, *saddle, marker="X", color="orange", size=9)
annotate(ax, f"({teacher[0]:.1f}, {teacher[1]:.1f})", teacher, (34, 28), "blue", **behind)
annotate(ax, f"({twin[0]:.1f}, {twin[1]:.1f})", twin, (-34, -28), "blue", **behind)
annotate(ax, "saddle", saddle, (52, -28), "orange", **behind)
ax.set(xlabel="weight into the unit, $w$", ylabel="weight out of it, $v$")
describe(
    fig,
    "Level lines of a loss over two weights. Two valleys lie in opposite quadrants, each with a marked minimum; turning"
    " the picture by half a turn exchanges them. A dashed straight line joins the minima and crosses a saddle at the"
    " origin.",
)

# %%
# Half a turn about the origin leaves the picture as it is.
