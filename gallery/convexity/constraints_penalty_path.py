r"""
Penalty and decay on one path
=============================

A penalty for leaving the disk stops at its edge; weight decay runs through the edge and on to zero.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, mark, use_style
from optbook.studies.convexity.constraints import paths, plane

use_style()

# %%
# Minima with weight decay and minima with a penalty, for growing weights.
path = paths()
bowl = plane().objective
angle = np.linspace(0, 2 * np.pi, 200)

# %%
# Both on the level lines of the objective.
fig, ax = plt.subplots(figsize=(5, 4))
lower, upper = np.array([-0.15, -0.15]), np.array([2.1, 1.45])
ax.fill(np.cos(angle), np.sin(angle), color=COLOR["pale blue"], label="disk")
draw_contours(ax, bowl, lower, upper, 10)
ax.plot(*path.decay.T, color=COLOR["blue"], label="weight decay")
ax.plot(*path.penalty.T, "s", color=COLOR["orange"], ms=6, ls="none", label="penalty")
for rho, x in list(zip(path.rho, path.penalty, strict=True))[:-2]:
    ax.annotate(rf"$\rho$ = {rho:g}", x, (8, -12), textcoords="offset points", color=COLOR["orange"])
mark(ax, *path.solution, size=8)
annotate(ax, f"$\\alpha$ = {path.multiplier:.3f},\nthe multiplier", path.solution, (-57, 86), "blue")
mark(ax, *path.decay[0])
ax.annotate("no weight", path.decay[0], (-6, 8), textcoords="offset points")
far = np.argmin(np.abs(np.linalg.norm(path.decay, axis=-1) - path.multiplier / 3))
annotate(ax, "decay goes on\nto zero", path.decay[far], (34, -34), "blue")
ax.text(0.05, 0.75, "disk", color=COLOR["blue"])
ax.grid(visible=False)
ax.set(xlim=(lower[0], upper[0]), ylim=(lower[1], upper[1]), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
describe(
    fig,
    "A curve leads from the center of oval level lines, outside a disk, to its edge, and on to the center of the disk."
    " Squares on it, the minima with a penalty, come close to the edge from outside as the weight grows and do not"
    " pass it. The rest of the curve, inside the disk, is reached by weight decay only.",
)

# %%
# Only one weight of the decay ends on the edge; more of it leaves the edge on the inner side.
