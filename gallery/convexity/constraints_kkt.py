"""
Forces at a corner
==================

At the lowest allowed point the downhill force is held by the constraints that it presses against.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, draw_contours, grid, mark, use_style
from optbook.studies.convexity.constraints import plane, solve

use_style()

# %%
# The lowest allowed point, and another one on the border of the allowed set.
program = plane()
solution, multipliers = solve(program)
free = program.objective.minima[0]
(edge, _), (bound, _) = program.normals, program.bounds
other = np.array([0, bound / edge[1]])
parts = multipliers[:, None] * program.normals
pushes = [-program.objective.grad(x) for x in (solution, other)]

# %%
# Arrows have the lengths of the forces, all on one scale.
fig, ax = plt.subplots(figsize=(5, 4.2))
lower, upper, scale = np.array([-0.45, -0.5]), np.array([2.1, 1.65]), 0.45
a, b, x = grid(lower, upper, 201)
ax.contourf(a, b, program.excess(x).max(-1), [-9, 0], colors=[COLOR["pale blue"]])
draw_contours(ax, program.objective, lower, upper, 9)
arrows = [
    (solution, parts[0], "blue", r"$\lambda_1 \nabla c_1$", (-4, 8)),
    (solution, parts[1], "green", r"$\lambda_2 \nabla c_2$", (4, -14)),
    (solution, pushes[0], "orange", r"$-\nabla f$", (4, 4)),
    (other, pushes[1], "orange", r"$-\nabla f$", (-34, 8)),
]
for start, arrow, color, name, offset in arrows:
    end = start + scale * arrow
    ax.plot(*np.transpose([start, end]), color=COLOR[color], ls="-", lw=1, label=name.replace("$", ""))
    ax.annotate(
        "", end, start, arrowprops={"arrowstyle": "-|>", "color": COLOR[color], "lw": 2, "shrinkA": 0, "shrinkB": 0}
    )
    ax.annotate(name, end, offset, textcoords="offset points", color=COLOR[color])
for part in parts:
    ax.plot(*np.transpose(solution + scale * np.array([part, parts.sum(0)])), color=COLOR["muted"], lw=1, ls=":")
for point, name, offset in (
    (solution, "held", (-34, -4)),
    (other, "slides", (-24, 12)),
    (free, "lowest of all", (-40, -17)),
):
    mark(ax, *point)
    ax.annotate(name, point, offset, textcoords="offset points")
ax.text(-0.3, 0.1, "allowed", color=COLOR["blue"])
ax.grid(visible=False)
ax.set(xlim=(lower[0], upper[0]), ylim=(lower[1], upper[1]), aspect="equal", xlabel="$x_1$", ylabel="$x_2$")
describe(
    fig,
    "A wedge of allowed points in the plane under oval level lines, whose center lies outside of it. At the wedge's"
    " corner the downhill arrow is the diagonal of a parallelogram made of two arrows that stand at right angles on the"
    " two edges. At a point on the upper edge the downhill arrow is not at right angles to the edge.",
)

# %%
# At the corner the force is a sum of pushes against the edges; on the edge a part of it is left, along the edge.
