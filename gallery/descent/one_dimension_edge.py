"""
Half a percent below the limit, at it, and above
================================================

Three rates, half a percent apart: the first arrives, the second keeps its distance, the third leaves.
"""

import matplotlib.pyplot as plt

from optbook.drawing import annotate, describe, use_style
from optbook.studies.descent.one_dimension import parabola

use_style()

# %%
# A thousand steps at three products of rate and curvature.
products = (1.99, 2, 2.01)
runs = parabola(products)
distance = abs(runs.x[..., 0])

# %%
# On a log axis a constant factor is a straight line.
fig, ax = plt.subplots()
middle = len(runs.step) // 2
offsets = [(-30, -26), (0, -14), (-30, 26)]
for product, lane, color, offset in zip(products, distance.T, ("blue", "orange", "green"), offsets, strict=True):
    ax.semilogy(runs.step, lane, label=rf"$\eta L$ = {product}")
    text = rf"$\eta L$ = {product}: ends at {lane[-1]:.1g}"
    annotate(ax, text, (runs.step[middle], lane[middle]), offset, color)
ax.set(xlabel="step $t$", ylabel="distance to the minimum $|x_t|$")
describe(
    fig,
    f"Distance to the minimum on a log axis against the step. From 1, three straight lines fan out: at {products[0]}"
    f" down to {distance[-1, 0]:.0e} after a thousand steps, at 2 level, at {products[2]} up to {distance[-1, 2]:.0f}.",
)

# %%
# The lines are straight: the factor is the same at every step.
