r"""
Tangents below, or through
==========================

A convex curve is above each of its tangents; one tangent that cuts through shows that a curve is not convex.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import LogCosh, RippledBowl
from optbook.studies.convexity.derivatives import tangent

use_style()

# %%
# Five tangents of a convex curve, and one of a curve with ripples.
convex = [tangent(LogCosh(), at) for at in np.linspace(-3, 3, 5)]
cut = tangent(RippledBowl(), 1.5)

# %%
# Where the curve is below the tangent, the space between is filled.
fig, axes = plt.subplots(2, sharex=True, figsize=(5, 4.8))
for line in convex:
    axes[0].plot(line.x, line.line, color=COLOR["orange"], lw=1.1, ls="--", label=f"tangent at {line.at:g}")
axes[0].plot(convex[0].x, convex[0].curve, color=COLOR["blue"], label="log cosh")
mark(axes[0], [line.at for line in convex], LogCosh().f(np.array([line.at for line in convex])))
axes[0].set(ylabel=r"$\ln \cosh x + x^2/10$", ylim=(-2, 5))
axes[1].fill_between(cut.x, cut.curve, cut.line, cut.line > cut.curve, color=COLOR["pale orange"])
axes[1].plot(cut.x, cut.line, color=COLOR["orange"], lw=1.1, ls="--", label=f"tangent at {cut.at:g}")
axes[1].plot(cut.x, cut.curve, color=COLOR["blue"], label="rippled bowl")
mark(axes[1], cut.at, RippledBowl().f(cut.at))
annotate(axes[1], "below its tangent", (3.1, RippledBowl().f(3.1) + 1), (-30, 52), "orange")
axes[1].set(ylabel=r"$x^2 + 3 \sin^2 x$", xlabel="$x$", ylim=(-6, 21))
describe(
    fig,
    "Above, a bowl-shaped curve with five dashed tangents, all of which stay below it and touch it at one marked"
    " point each. Below, a bowl with ripples: its dashed tangent at the marked point lies above the curve over a long"
    " stretch on the right, which is filled.",
)

# %%
# Above, no tangent leaves the space under the curve. Below, one is enough to show that the curve is not convex.
