"""
A parabola above the curve
==========================

Where the curvature is at most L, the parabola of curvature L that touches the curve is nowhere below it: its lowest
point is a safe place to go.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import RippledBowl
from optbook.studies.descent.one_dimension import touching

use_style()

# %%
# The curve, the parabola that touches it, and one step at the rate 1/L.
touch, f = touching(), RippledBowl()
third = int(abs(touch.x - 1.3).argmin())

# %%
# The step goes to the lowest point of the parabola; the curve is lower still.
fig, ax = plt.subplots()
ax.plot(touch.x, touch.curve, label="curve")
ax.plot(touch.x, touch.above, color=COLOR["orange"], ls="--", label="parabola")
mark(ax, touch.point, f.f(touch.point), color="blue", size=8)
mark(ax, touch.step, f.f(touch.step), color="blue", size=8)
mark(ax, touch.step, touch.above.min(), "D", "orange")
annotate(ax, "$x_t$", (touch.point, f.f(touch.point)), (18, -12), "blue")
annotate(ax, "$x_{t+1}$", (touch.step, f.f(touch.step)), (6, -34), "blue")
annotate(ax, "parabola of\ncurvature $L$", (touch.x[third], touch.above[third]), (44, 30), "orange")
annotate(ax, "curve", (touch.x[third], touch.curve[third]), (-8, -24), "blue")
ax.set(ylim=(-3, 27), xlabel="$x$", ylabel=r"$f(x) = x^2 + 3\,\sin^2 x$")
describe(
    fig,
    "A rippled bowl and a dashed parabola that touches it high on its right side and is nowhere below it."
    " The lowest point of the parabola is to the left; the curve there is a little lower still.",
)

# %%
# What the parabola promises, the curve keeps: it lies lower at the new point.
