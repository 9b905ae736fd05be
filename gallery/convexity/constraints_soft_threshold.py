r"""
Soft threshold and shrinking
============================

The proximal map of the absolute value stops at zero; that of the square only comes nearer to it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.projections import prox_l1, prox_square

use_style()

# %%
# Both maps with the weight one; dots are found by trying every point of a lattice.
x, weight = np.linspace(-3, 3, 241), 1
some = x[::20]
lattice = np.linspace(-3, 3, 2401)
tried = lattice[(weight * np.abs(lattice) + (lattice - some[:, None]) ** 2 / 2).argmin(-1)]

# %%
# Kinks against a straight line.
fig, ax = plt.subplots(figsize=(5, 3.6))
ax.plot(x, x, color=COLOR["muted"], lw=1, ls=":", label="unchanged")
ax.plot(x, prox_square(x, weight), color=COLOR["orange"], ls="--", label="prox of the square")
ax.plot(x, prox_l1(x, weight), color=COLOR["blue"], ls="-", label="soft threshold")
mark(ax, some, tried, size=5)
annotate(ax, "soft threshold", (weight, 0), (34, -26), "blue")
annotate(ax, "prox of $z^2/2$", (some[0], prox_square(some, weight)[0]), (42, 46), "orange")
annotate(ax, "unchanged", (2, 2), (-58, 8), "muted")
ax.set(xlabel="$x$", ylabel="prox of $x$")
describe(
    fig,
    "Three lines through zero against x. The dotted diagonal leaves x as it is. The dashed line halves it. The solid"
    " one is flat at zero between minus one and one and runs parallel to the diagonal outside; dots, found by trying"
    " all points of a lattice, lie on it.",
)

# %%
# The flat piece is what sets coordinates to zero exactly.
