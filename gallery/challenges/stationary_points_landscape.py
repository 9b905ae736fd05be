"""
Index against value
===================

On a random landscape in sixteen dimensions high stationary points have many ways down, low ones few.
"""

import matplotlib.pyplot as plt

from optbook.analysis import random_landscape
from optbook.drawing import COLOR, annotate, describe, use_style

use_style()

# %%
# One search for stationary points, and runs of gradient descent on the same landscape.
runs = random_landscape()

# %%
# A mark for each point; the index is an integer, so the points lie in rows.
fig, ax = plt.subplots(figsize=(5.0, 4.0))
low, high = runs.mean - runs.deviation, runs.mean + runs.deviation
ax.fill_between(runs.grid, low, high, color=COLOR["pale orange"], lw=0, label="_band")
ax.plot(runs.grid, runs.mean, color=COLOR["orange"], ls="--", label="theory, mean index")
ax.plot(runs.value, runs.index, "o", ms=3.5, color=COLOR["blue"], alpha=0.6, ls="", label="stationary points")
ax.plot(runs.end_value, runs.end_index, "^", ms=6, color=COLOR["green"], ls="", label="ends of descent")
annotate(ax, "stationary points\nfound by Newton's method", (runs.value.max(), runs.index.max()), (-150, -14), "blue")
annotate(ax, "ends of\ngradient descent", (runs.end_value.mean(), 0), (2, 60), "green")
annotate(ax, "theory", (runs.grid[44], runs.mean[44]), (40, -34), "orange")
ax.set(xlabel="value $f$", ylabel="index: number of negative eigenvalues")
describe(
    fig,
    "Number of negative eigenvalues of the Hessian against the value of the function. The stationary"
    " points lie in rows that rise from the left to the right along a dashed line of theory with a band around it."
    " The ends of gradient descent lie far to the left of them, at low values, on the row of index zero.",
)

# %%
# The two clouds do not meet: minima are low, and almost every stationary point is a saddle.
