r"""
The two roots, as the curvature grows
=====================================

The roots of heavy ball's equation meet, leave the axis, run around a circle, meet again, and one leaves the unit disk.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.momentum.heavy_ball import roots

use_style()

# %%
# One memory, all products of rate and curvature up to a little past the limit.
beta = 1 / 4
limit = 2 * (1 + beta)
a = np.linspace(0, 1.06 * limit, 71)
z = roots(a, beta)
turn = np.linspace(0, 2 * np.pi, 200)
right, left = (int(np.abs(np.angle(z[:, 1]) + place).argmin()) for place in (np.pi / 4, 3 * np.pi / 4))
ends = roots(np.array([0, limit]), beta)[:, 0].real

# %%
# The plane of complex numbers.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
ax.plot(np.cos(turn), np.sin(turn), color=COLOR["ink"], lw=1.2, ls="-", label="unit circle")
ax.plot(np.sqrt(beta) * np.cos(turn), np.sqrt(beta) * np.sin(turn), color=COLOR["muted"], lw=0.8, ls="--")
ax.plot(z[:, 0].real, z[:, 0].imag, "o", color=COLOR["orange"], ms=4, label="root of larger modulus")
ax.plot(z[:, 1].real, z[:, 1].imag, "s", color=COLOR["blue"], ms=3.5, label="other root")
mark(ax, ends, [0, 0], "D", size=7)
annotate(ax, r"$\eta\lambda$ = 0", (1, 0), (36, 44))
annotate(ax, rf"$\eta\lambda$ = {limit:g}:" "\nleaves the disk", (-1, 0), (-34, 50))
annotate(ax, r"complex:" "\n" r"modulus $\sqrt{\beta}$", (z[right, 1].real, z[right, 1].imag), (78, -34))
annotate(ax, "larger root", (z[4, 0].real, 0), (70, -26), "orange")
annotate(ax, "other root", (z[left, 1].real, z[left, 1].imag), (-76, -38), "blue")
ax.set(xlabel="real part", ylabel="imaginary part", aspect="equal", xlim=(-2.1, 2.1), ylim=(-1.15, 1.15))
describe(
    fig,
    "The complex plane with the unit circle. Two roots, as dots, start on the real axis, one at one and one inside."
    " They move toward each other, meet, and part along a smaller circle about zero, one above and one below the axis."
    " On the negative axis they meet again and part; one of them moves left and crosses the unit circle.",
)

# %%
# As long as the roots are complex, a larger curvature turns them, but does not change their modulus.
