"""
What one step is sure to gain
=============================

The change of the value in one step from 400 starts, between its least and its largest, against the bound of the
descent lemma.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.descent.one_dimension import decrease

use_style()

# %%
# One step from each start at each rate.
runs = decrease()
low, high = runs.change.min(axis=1), runs.change.max(axis=1)
best = int(runs.bound.argmin())
late = 4 * len(low) // 5

# %%
# The band of all starts below the bound.
fig, ax = plt.subplots()
ax.axhline(0, color=COLOR["muted"], ls=":", lw=1.2, label="no change")
ax.fill_between(runs.product, low, high, color=COLOR["pale blue"])
ax.plot(runs.product, low, color=COLOR["blue"], lw=1, ls="-", label="best start")
ax.plot(runs.product, high, color=COLOR["blue"], lw=1.4, ls="-", label="worst start")
ax.plot(runs.product, runs.bound, color=COLOR["orange"], ls="--", lw=2.2, label="bound")
mark(ax, runs.product[best], runs.bound[best], color="orange", size=8)
annotate(ax, "best bound,\nat $1/L$", (runs.product[best], runs.bound[best]), (-12, 44), "orange")
annotate(ax, "bound", (runs.product[-6], runs.bound[-6]), (-44, 14), "orange")
middle = (low[late] + high[late]) / 2
ax.text(runs.product[late], middle, f"{runs.change.shape[1]} starts", color=COLOR["blue"], ha="center")
ax.set(xlabel=r"rate times largest curvature, $\eta L$", ylabel="change of the value,\nin units of $f'^2 / L$")
describe(
    fig,
    "A band shows the change of the value in one step over 400 starts, against the rate times the largest curvature."
    " Its upper edge lies on the dashed bound, a parabola that is lowest at 1 and crosses zero at 2;"
    " the band reaches far below it.",
)

# %%
# The upper edge of the band is the bound itself: no smaller guarantee would do, and none holds past 2.
