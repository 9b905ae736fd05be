r"""
To the lowest point of a parabola
=================================

Newton's step on :math:`\ln(e^x + e^{-2x-3})`, from a start that is near enough and from one that is too far.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import SoftBend
from optbook.studies.descent.newton import BEND, newton_step, reach

use_style()

# %%
# The curve, and the parabola that touches it at each start with its slope and its bend.
curve = SoftBend()
x = np.linspace(-3.7, 2.4, 400)
starts = {"near": BEND - 0.85 * reach(-1), "far": BEND + 1.4 * reach(1)}

# %%
# Each step goes from the start to where its parabola is lowest.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.plot(x, curve.f(x), color=COLOR["ink"], label="curve")
for (name, start), color, style in zip(starts.items(), ("blue", "orange"), ("--", "-."), strict=True):
    end, away = newton_step(start), x - start
    model = curve.f(start) + curve.slope(start) * away + curve.bend(start) * away**2 / 2
    low = curve.f(start) + curve.slope(start) * (end - start) / 2
    ax.plot(x, model, color=COLOR[color], ls=style, lw=1.4, label=f"parabola at the {name} start")
    mark(ax, start, curve.f(start), color=color, size=8)
    mark(ax, end, low, marker="v", color=color, size=8)
mark(ax, BEND, curve.f(BEND), marker="X", size=8)
near, far = starts.values()
bottom = curve.f(far) + curve.slope(far) * (newton_step(far) - far) / 2
annotate(ax, "near start", (near, curve.f(near)), (34, -78), "blue")
annotate(ax, "far start", (far, curve.f(far)), (44, -30), "orange")
annotate(ax, "its parabola is\nlowest out here", (newton_step(far), bottom), (58, -34), "orange")
annotate(ax, "minimum", (BEND, curve.f(BEND)), (42, 52))
ax.set(ylim=(-2.8, 4.2), xlim=(x[0], x[-1]), xlabel="$x$", ylabel="$f(x)$")
describe(
    fig,
    "A convex curve with two nearly straight arms. A dashed parabola that touches it at a near start on the left has"
    " its lowest point closer to the minimum than the start is. A second parabola, which touches it at a far start"
    " on the right arm, is"
    " flat and has its lowest point beyond the minimum, further away from it than the start.",
)

# %%
# The straighter the curve, the flatter the parabola and the longer the step.
