"""
A plateau: tanh and its slope
=============================

At the start the curve looks level, and its slope is a thousandth of what it is at zero.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import Tanh

use_style()

# %%
# The curve, its slope, and the start of the run.
curve, start = Tanh(), 4
(lower,), (upper,) = curve.domain
x = np.linspace(lower, upper, 400)
value, slope = curve.f(start), curve.slope(start)

# %%
# The slope stands below the curve, on a log axis.
fig, (top, bottom) = plt.subplots(2, figsize=(5, 4.4), sharex=True)
top.plot(x, curve.f(x), label="tanh")
mark(top, start, value)
annotate(top, f"start, $f$ = {value:.4f}", (start, value), (-40, -34))
top.set(ylabel=r"$f(x) = \tanh x$")
bottom.semilogy(x, curve.slope(x), color=COLOR["orange"], ls="--", label="slope")
mark(bottom, start, slope, color="orange")
annotate(bottom, f"slope {slope:.5f}", (start, slope), (-66, -8), "orange")
mark(bottom, 0, curve.slope(0), color="orange")
annotate(bottom, f"slope {curve.slope(0):.0f}", (0, curve.slope(0)), (46, 0), "orange")
bottom.set(xlabel="$x$", ylabel="slope $f'(x)$")
describe(
    fig,
    "Above, tanh rises from nearly -1 to 1 and is soon level on both sides; the start at 4 is marked on the level part."
    " Below, its slope on a log axis: 1 at zero, falling along nearly straight lines to both sides,"
    f" to {slope:.4f} at the start.",
)

# %%
# On the log axis the slope falls along a straight line: each unit to the right costs the same factor.
