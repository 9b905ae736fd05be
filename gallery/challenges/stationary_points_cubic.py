r"""
Slope zero, and not a minimum
=============================

The slope of :math:`x^3` vanishes at 0, and so does its second derivative. Descent stops there from the right only.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook import descend
from optbook.drawing import annotate, describe, mark, use_style
from optbook.objectives import Cubic
from optbook.optimizers import GradientDescent

use_style()

# %%
# Two runs of gradient descent, from either side of the stationary point.
x = np.linspace(-2, 2, 200)
run = descend(Cubic(), [[1.6], [-0.5]], GradientDescent(0.05), 23)
right, left = run.x[..., 0].T
left = left[left >= x[0]]

# %%
# Iterates on the curve.
fig, ax = plt.subplots()
ax.plot(x, Cubic().f(x), label="x^3")
ax.plot(right, Cubic().f(right), "s", color="C1", ms=5, ls="", label="from the right")
ax.plot(left, Cubic().f(left), "^", color="C2", ms=5, ls="", label="from the left")
mark(ax, 0, 0, size=9)
annotate(ax, "slope 0,\nsecond derivative 0", (0, 0), (0, -52), "ink", ha="left")
annotate(ax, "from the right:\ncreeps toward 0", (right[1], Cubic().f(right[1])), (-72, 14), "orange")
annotate(ax, "from the left:\nfalls away", (left[-2], Cubic().f(left[-2])), (22, 66), "green")
ax.set(xlabel="$x$", ylabel="$f(x) = x^3$")
describe(
    fig,
    "The curve x cubed from -2 to 2, flat where it crosses zero. Square marks of one run of descent from the right"
    " crowd together just right of zero; triangles of another run, from the left of zero, get farther and farther apart"
    " as they run down the curve.",
)

# %%
# The squares crowd together at a point that is no minimum; the triangles just beyond it fall without end.
