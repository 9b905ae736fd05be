"""
The average lies in the hull
============================

Points on a convex curve: wherever their average is, it is above the curve.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.convexity.jensen import average

use_style()

# %%
# Five points on the exponential, and their weighted average.
found = average()
x = np.linspace(found.x.min() - 0.2, found.x.max() + 0.15, 200)
below = np.exp(found.mean)

# %%
# The hull of the points is shaded; the size of a point shows its weight.
fig, ax = plt.subplots(figsize=(5, 3.8))
ax.plot(x, np.exp(x), label="exp")
ax.fill(found.x, found.value, facecolor=COLOR["pale blue"], edgecolor=COLOR["muted"], lw=1, label="hull")
for place, value, weight in zip(found.x, found.value, found.weight, strict=True):
    mark(ax, place, value, color="blue", size=6 + 20 * weight)
ax.plot([found.mean] * 2, [below, found.mean_value], color=COLOR["orange"], ls="-", lw=2.5, label="gap")
mark(ax, found.mean, found.mean_value, marker="s", color="orange", size=8)
mark(ax, found.mean, below, marker="D", color="orange", size=8)
annotate(ax, f"mean value\n{found.mean_value:.3f}", (found.mean, found.mean_value), (-70, 34), "orange")
annotate(ax, f"value of the mean\n{below:.3f}", (found.mean, below), (60, -26), "orange")
ax.set(xlabel="$x$", ylabel="$e^x$", ylim=(-0.4, None))
describe(
    fig,
    "The exponential curve with five points of different weights on it and their shaded convex hull above the curve."
    " The weighted average of the points, a square, lies inside the hull. A vertical line, the gap, leads down from it"
    " to the curve.",
)

# %%
# Other weights move the square about the shaded region, which the curve nowhere enters.
