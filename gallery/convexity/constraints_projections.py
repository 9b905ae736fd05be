r"""
Projections on three balls
==========================

Where the nearest point is depends on the shape: a corner catches many points.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.projections import onto_l1_ball, onto_l2_ball, onto_linf_ball
from optbook.studies.convexity.constraints import shots

use_style()

# %%
# A half circle of points and where each of them goes; the border of a ball is where a far circle goes.
angle = np.linspace(0, np.pi, 721)
far = 9 * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
borders = [onto_l1_ball(far), onto_l2_ball(far), onto_linf_ball(far)]
found = shots()
names = [rf"$\ell_{order}$ ball" for order in ("1", "2", r"\infty")]

# %%
# One panel a ball, upper halves.
fig, axes = plt.subplots(3, sharex=True, sharey=True, figsize=(5, 7))
for ax, border, name, shot in zip(axes, borders, names, found.values(), strict=True):
    ax.fill(*border.T, color=COLOR["pale blue"], label=name.replace("$", ""))
    ax.plot(*border.T, color=COLOR["blue"], label="_border")
    ax.plot(*np.stack([shot.x, shot.near], axis=1).T, color=COLOR["orange"], lw=1.2, ls="-", label="_ways")
    ax.plot(*shot.x.T, "o", color=COLOR["orange"], mfc=COLOR["paper"], ms=5, ls="none", label="points")
    ax.plot(*shot.near.T, "o", color=COLOR["ink"], ms=5, ls="none", label="projections", zorder=4)
    ax.text(0, 0.3, name, color=COLOR["blue"], ha="center")
    ax.set(aspect="equal", xlim=(-2.4, 2.4), ylim=(-0.12, 1.85), ylabel="$x_2$")
axes[-1].set_xlabel("$x_1$")
describe(
    fig,
    "Three panels with a diamond, a disk and a square, upper halves, each under a half circle of points that are joined"
    " to their projections. On the diamond many points go to the three corners, where a coordinate is zero; on the disk"
    " they go straight toward the center; on the square each coordinate that is too large is cut back by itself.",
)

# %%
# Corners of the diamond have a zero coordinate: this is why the first ball makes sparse solutions.
