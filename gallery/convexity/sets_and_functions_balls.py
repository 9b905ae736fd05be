r"""
Balls of the p-norms
====================

The points with :math:`|x_1|^p + |x_2|^p \le 1` for four values of p: convex from p = 1 on.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import Ball
from optbook.drawing import COLOR, annotate, describe, draw_region, use_style

use_style()

# %%
# From the largest ball to the smallest; on each edge the point that its name points to.
balls = {"$p = \\infty$": np.inf, "$p = 2$": 2, "$p = 1$": 1, "$p = 1/2$": 0.5}
directions = np.array([[1, 0.7], [0.9, 0.45], [0.7, 0.12], [0.6, -0.08]])
edges = [d / (1 - Ball(p=p).margin(d)) for d, p in zip(directions, balls.values(), strict=True)]

# %%
# Each ball lies inside that of a larger p.
fig, ax = plt.subplots(figsize=(5, 3.8))
fills = ("face", "pale blue", "shade 1", "pale orange")
for (name, p), edge, fill, height in zip(balls.items(), edges, fills, (44, 30, 12, -30), strict=True):
    color = "orange" if p < 1 else "blue"
    draw_region(ax, Ball(p=p), (-1.1, -1.1), (1.1, 1.1), color, fill, 161)
    annotate(ax, name, tuple(edge), ((1.45 - edge[0]) * 105, height), color, ha="left")
ax.text(0, 0, "not\nconvex", color=COLOR["orange"], ha="center", va="center")
ax.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$", xlim=(-1.1, 1.9), ylim=(-1.1, 1.1), xticks=(-1, 0, 1))
describe(
    fig,
    "Four nested sets around the origin that touch the axes at distance 1: a square for p infinite, in it a disk for"
    " p = 2, in it a diamond for p = 1, in it a star with four points and hollow sides for p = 1/2.",
)

# %%
# The diamond is the last convex one: below p = 1 the sides bend inward.
