"""
The nearest of many minima
==========================

One equation in two unknowns has a line of solutions; the flow goes to the one nearest to its start.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_path, mark, use_style
from optbook.studies.descent.gradient_flow import one_equation

use_style()

# %%
# Flow from three starts.
found = one_equation()
a, b = found.model.inputs[0], found.model.targets[0]
x = np.array([-0.2, 1.6])

# %%
# The line of solutions, and the ball around zero that just touches it.
fig, ax = plt.subplots(figsize=(5.0, 4.0))
ax.plot(x, (b - a[0] * x) / a[1], color=COLOR["ink"], label="solutions")
angle = np.linspace(0, 2 * np.pi, 200)
radius = np.linalg.norm(found.nearest[0])
ax.plot(radius * np.cos(angle), radius * np.sin(angle), color=COLOR["muted"], ls=":", lw=1.2, label="least norm")
for number, color in enumerate(("blue", "orange", "green")):
    draw_path(ax, found.paths[:, number], f"flow from start {number + 1}", color, every=100)
    mark(ax, *found.nearest[number], color=color, size=7)
annotate(ax, "from zero: the\nleast norm", found.nearest[0], (-58, -56), "blue")
annotate(ax, "solutions", (x[0] + 0.25, (b - a[0] * (x[0] + 0.25)) / a[1]), (44, 12))
ax.set(xlim=(-1.1, 1.9), ylim=(-1.05, 2.2), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
describe(
    fig,
    "A slanted line of solutions in the plane. Three straight paths meet it at right angles, each from its start. The"
    " one from zero ends where a circle around zero touches the line.",
)

# %%
# The paths are straight, since every gradient is a multiple of the one row of the data.
