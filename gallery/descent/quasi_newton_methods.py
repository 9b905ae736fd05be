"""
Four methods on one ill-conditioned problem
===========================================

Logistic regression with correlated features: curvature, known or learned, saves almost all of the evaluations.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.descent.quasi_newton import contest

use_style()

# %%
# One run of each method from the same start, with the points that it looked at.
found = contest()
needed = found.needed()

# %%
# Log axes: the value above the least one, relative to the start, against the cost.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
places = {
    "gradient\ndescent": ("blue", 1e-3, (6, 0), "left"),
    "conjugate\ngradients": ("orange", 1e-7, (5, 0), "left"),
    "L-BFGS": ("green", 1e-6, (-8, -8), "right"),
    "Newton": ("purple", 1e-9, (8, 0), "left"),
}
for name, (color, level, offset, side) in places.items():
    run = name.replace("\n", " ")
    share, cost = found.gap[run] / found.gap[run][0], found.cost[run]
    ax.loglog(cost[1:], np.maximum(share[1:], 1e-16), color=COLOR[color], label=run)
    end = (cost[(share < level).argmax()], level)
    ax.annotate(name, end, offset, textcoords="offset points", ha=side, color=COLOR[color])
ax.set(
    xlim=(2, 5000),
    ylim=(1e-12, 3),
    xlabel="points looked at (a Hessian counts as 30)",
    ylabel="gap, relative to the start",
)
describe(
    fig,
    f"Gap to the least value against the cost, both on log axes. To the same small gap L-BFGS takes"
    f" {needed['L-BFGS'][1]} evaluations, conjugate gradients {needed['conjugate gradients'][1]}, Newton's method"
    f" {needed['Newton'][1]} and gradient descent {needed['gradient descent'][1]}.",
)

# %%
# Gradient descent spends most of its evaluations on the last part of the way; the others gain speed there.
