"""
The worst start of exact search
===============================

Each step goes to the lowest point of its line, turns by a right angle, and gains the same small share.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, draw_contours, draw_path, use_style
from optbook.objectives import Quadratic
from optbook.studies.descent.line_search import worst, zigzag

use_style()

# %%
# A valley ten times as steep across as along.
kappa = 10.0
run = zigzag(kappa, steps=14)
left = run.value[1] / run.value[0]

# %%
# Both axes in the same units, so that right angles are seen as such.
fig, ax = plt.subplots(figsize=(5.0, 2.6))
draw_contours(ax, Quadratic(np.diag([1.0, kappa])), (-0.5, -2.2), (10.8, 2.2), run.value[2:8][::-1])
draw_path(ax, run.x, label="exact search")
middle = tuple((run.x[0] + run.x[1]) / 2)
annotate(ax, f"each step leaves\n{left:.4f} of the value", middle, (-10, -44))
annotate(ax, "start", tuple(run.x[0]), (-2, 30), "blue")
ax.set(xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
describe(
    fig,
    "Long ellipses and a zigzag of dots between the two sides of a valley, from the right to the left. Each turn is a"
    f" right angle, and each step touches a level line. A step leaves {left:.2f} of the value; the formula gives"
    f" {worst(kappa):.2f}.",
)

# %%
# The search is exact, and the run is as slow as at the best fixed rate: from this start they take the same steps.
