r"""
Where Rosenbrock's function bends down
======================================

The least eigenvalue of the Hessian is negative above a parabola that is hardly distinct from the valley's floor.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, grid, mark, use_style
from optbook.objectives import Rosenbrock
from optbook.studies.convexity.derivatives import curvature_of_rosenbrock

use_style()

# %%
# The least eigenvalue at each point of a grid.
lower, upper = (-1.5, -0.6), (1.5, 2.0)
a, b, x = grid(lower, upper, 101)
least = curvature_of_rosenbrock(x)

# %%
# Filled where it is negative; the valley is the line along the border.
fig, ax = plt.subplots(figsize=(5, 4))
ax.contourf(a, b, least, (-np.inf, 0), colors=[COLOR["pale orange"]])
draw_contours(ax, Rosenbrock(), lower, upper, levels=np.geomspace(1, 1000, 7), count=201)
ax.plot(a, a**2, color=COLOR["blue"], ls="--", label="floor of the valley")
mark(ax, *Rosenbrock().minima[0])
annotate(ax, "minimum", Rosenbrock().minima[0], (8, -44))
annotate(ax, "floor of\nthe valley", (-0.75, 0.75**2), (-10, -58), "blue")
ax.text(0, 1.45, "negative eigenvalue", color=COLOR["orange"], ha="center")
for text in ax.texts[:2]:
    text.set_bbox({"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1})
ax.set(xlabel="$x$", ylabel="$y$", xlim=(lower[0], upper[0]), ylim=(lower[1], upper[1]))
describe(
    fig,
    "Level lines of Rosenbrock's function, bent like a banana. The part of the plane above the parabola of the valley's"
    " floor is filled: there the Hessian has a negative eigenvalue. The dashed floor runs along the edge of the filled"
    " part, and the minimum is on it.",
)

# %%
# A small step off the floor to the inner side of the bend, and Newton's model there has no minimum.
