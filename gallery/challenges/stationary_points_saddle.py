r"""
A saddle, and three ways down to it
===================================

On :math:`x^2 - y^2` the run on the ridge ends at the saddle; two that start a thousandth beside it turn away.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook import descend
from optbook.drawing import COLOR, describe, draw_surface, use_style
from optbook.objectives import Saddle
from optbook.optimizers import GradientDescent

use_style()

# %%
# Three starts side by side.
reach = 1.3
run = descend(Saddle(), [[-reach, 0.0], [-reach, 1e-3], [-reach, -1e-3]], GradientDescent(0.05), 90)
inside = (np.abs(run.x) <= reach).all(-1)

# %%
# Paths on the surface.
fig = plt.figure(figsize=(5.0, 4.0))
ax = fig.add_subplot(projection="3d", computed_zorder=False)
draw_surface(ax, Saddle(), (-reach, -reach), (0.6, reach), count=21)
names = ("on the ridge", "a thousandth to the one side", "a thousandth to the other side")
for lane, (name, color) in enumerate(zip(names, ("ink", "blue", "orange"), strict=True)):
    path, value = run.x[inside[:, lane], lane], run.value[inside[:, lane], lane]
    ax.plot(*path.T, value, "-", marker=".", ms=5, color=COLOR[color], label=name)
ax.plot([0], [0], [0], "o", ms=9, color=COLOR["ink"], markeredgecolor=COLOR["paper"], label="saddle")
box = {"boxstyle": "round,pad=0.1", "facecolor": COLOR["face"], "edgecolor": "none"}
ax.text(0.4, 0, 0.16, "saddle", ha="center", va="center", bbox=box, zorder=9)
ax.text(-reach, 0, reach**2 + 0.25, "start", ha="center")
ax.view_init(elev=48, azim=-14)
ax.set(xlabel="$x$", ylabel="$y$", zlabel="$x^2 - y^2$", xticks=(-1, 0), yticks=(-1, 0, 1), zticks=(-1, 0, 1))
ax.set_box_aspect((1, 1, 0.75), zoom=1.0)
describe(
    fig,
    "A saddle-shaped surface in space. Three paths start together at the upper rear edge and run down to the middle of"
    " the saddle. One of them stops there; the other two turn off to opposite sides and run down the slopes.",
)

# %%
# All three look alike until they are close to the saddle, where a thousandth decides.
