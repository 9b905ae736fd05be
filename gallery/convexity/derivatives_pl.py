r"""
Not convex, and yet no slope is too small
=========================================

The rippled bowl bends down in places, but its squared slope is never below a fixed multiple of its value.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import RippledBowl
from optbook.studies.convexity.derivatives import pl_constant, pl_ratio

use_style()

# %%
# The curve, and the ratio whose least value is the constant.
curve = RippledBowl()
x = np.linspace(-5, 5, 1000)
tightest = pl_constant(curve)

# %%
# Above, the parts that bend down are filled; below, the ratio stays above a line.
fig, axes = plt.subplots(2, sharex=True, figsize=(5, 5))
axes[0].fill_between(x, 0, curve.f(x), curve.bend(x) < 0, color=COLOR["pale orange"])
axes[0].plot(x, curve.f(x), color=COLOR["blue"], label="curve")
annotate(axes[0], "bends down", (1.6, curve.f(1.6) / 3), (-46, 58), "orange")
axes[0].set(ylabel=r"$x^2 + 3 \sin^2 x$", ylim=(0, 28))
axes[1].semilogy(x, pl_ratio(curve, x), color=COLOR["blue"], label="ratio")
axes[1].axhline(tightest.constant, color=COLOR["orange"], ls="--", label="PL constant")
mark(axes[1], (-tightest.x, tightest.x), (tightest.constant, tightest.constant))
axes[1].text(0, tightest.constant * 1.25, rf"$\mu$ = {tightest.constant:.4f}", color=COLOR["orange"], ha="center")
axes[1].set(ylabel=r"$f'(x)^2 \, / \, 2 f(x)$", xlabel="$x$", ylim=(0.1, 20))
describe(
    fig,
    "Above, a bowl with ripples; the stretches where it bends down are filled. Below, on a log axis, half the squared"
    " slope divided by the value: it has a peak of 8 at the minimum, falls to two marked low points near"
    f" {tightest.x:.1f} on either side, and rises again. A dashed line through the low points is the PL constant.",
)

# %%
# The ratio never touches zero: the only point without a slope is the minimum.
