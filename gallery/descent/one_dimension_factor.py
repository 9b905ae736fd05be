"""
By what a step multiplies the distance
======================================

On a parabola only the product of rate and curvature counts: at 1 a step arrives, at 2 it gains nothing.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.descent.one_dimension import factors

use_style()

# %%
# Runs on three parabolas, and the closed form.
runs = factors()
product = np.linspace(0, 2.4, 241)

# %%
# A shape of mark for each curvature: they lie on one line.
fig, ax = plt.subplots()
ax.axhline(1, color=COLOR["muted"], ls=":", lw=1.2, label="distance kept")
ax.plot(product, np.abs(1 - product), color=COLOR["orange"], ls="--", label="closed form")
runs_drawn = []
for curvature, measured, shape in zip(runs.curvature, runs.measured, "osD", strict=True):
    size = {"o": 9, "s": 5.5, "D": 2.5}[shape]
    style = {"mfc": "none" if shape == "o" else COLOR["blue"], "color": COLOR["blue"], "ls": ""}
    runs_drawn += ax.plot(runs.product, measured, marker=shape, ms=size, label=f"$L$ = {curvature:g}", **style)
mark(ax, [1, 2], [0, 1], color="orange", size=8)
annotate(ax, "arrives in\none step", (1, 0), (0, 52), "orange")
annotate(ax, "limit", (2, 1), (-4, 34), "orange")
ax.legend(handles=runs_drawn, loc="lower right", handletextpad=0.2)
ax.set(xlabel=r"rate times curvature, $\eta L$", ylabel=r"factor a step")
describe(
    fig,
    "The factor by which one step multiplies the distance to the minimum, against the rate times the curvature. It"
    " falls along a straight line from 1 to 0 at 1, and rises along another to 1 at 2 and beyond. Marks for three"
    " curvatures, each a hundred times the one before, lie on the same line.",
)

# %%
# Marks of all three curvatures fall on one V: the curvature alone sets the scale of the rate.
