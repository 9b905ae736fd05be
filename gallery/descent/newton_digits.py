r"""
Digits double, digits triple
============================

The distance to the minimum on :math:`\ln(e^x + e^{-2x-3})` and, from far out, on :math:`\cosh(x/2)`.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.newton import errors

use_style()

# %%
# Two runs, until rounding is all that is left.
cosh, bend = (np.abs(error) for error in errors())
eps = np.finfo(float).eps
steps = np.arange(len(cosh))

# %%
# On a log axis a height is a number of digits.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.axhspan(eps / 30, eps, color=COLOR["face"], lw=0)
ax.semilogy(steps[cosh > eps], cosh[cosh > eps], "o-", ms=5, color=COLOR["blue"], label="cosh(x/2)")
ax.semilogy(steps[bend > eps], bend[bend > eps], "s--", ms=5, color=COLOR["orange"], label="log of two exponentials")
annotate(ax, r"$\ln(e^x + e^{-2x-3})$:" + "\ndigits double", (3, bend[3]), (-48, -44), "orange")
annotate(ax, r"$\cosh(x/2)$:" + "\ndigits triple", (7, cosh[7]), (-6, -56), "blue")
annotate(ax, "a fixed stretch a step", (3, cosh[3]), (70, 16), "blue")
ax.text(steps[-1], eps / 5, "rounding", ha="right", va="center", color=COLOR["muted"])
ax.set(xlabel="step", ylabel="distance to the minimum", ylim=(eps / 30, 300), xlim=(-0.3, steps[-1] + 0.3))
describe(
    fig,
    "Distance to the minimum on a log axis against the step. One curve falls faster at every step and reaches rounding"
    " within five. The other, from far out, moves slowly for five steps, then drops in two steps"
    " from one half to less than a millionth.",
)

# %%
# Both curves bend down: a straight line here would be a fixed number of digits a step.
