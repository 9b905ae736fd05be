"""
Stopping early and ridge
========================

How much of each component of the minimum is there: early stopping and ridge regression keep and drop the same ones.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.gradient_flow import filters

use_style()

# %%
# Both shares depend on one product only, curvature times time.
found = filters()
gap = abs(found.stopped - found.ridge).argmax()

# %%
# Two curves from zero to one.
fig, ax = plt.subplots()
ax.semilogx(found.product, found.stopped, label="stopped at time s")
ax.semilogx(found.product, found.ridge, label="ridge of weight 1/s")
ax.vlines(found.product[gap], found.ridge[gap], found.stopped[gap], color=COLOR["ink"], lw=1.2)
annotate(ax, "flow, stopped\nat time $s$", (found.product[gap + 8], found.stopped[gap + 8]), (-84, -8), "blue")
annotate(ax, "ridge of\nweight $1/s$", (found.product[gap - 4], found.ridge[gap - 4]), (48, -36), "orange")
annotate(ax, f"at most {found.worst:.3f}", (found.product[gap], found.ridge[gap] + found.worst / 2), (70, 0))
ax.set(xlabel=r"curvature times time, $\lambda s$", ylabel="share of the component")
describe(
    fig,
    "Share of a component against curvature times time. Both curves rise from zero to one around a product"
    f" of one; early stopping is the steeper one. They differ by at most {found.worst:.3f}.",
)

# %%
# Weakly curved directions are left out by both, strongly curved ones are kept by both.
