"""
How rarely a random Hessian is positive definite
================================================

The probability falls faster than any exponential, and it depends on the law of the matrix.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.challenges.stationary_points import EQUAL, GOE, definite

use_style()

# %%
# Exact for one law, sampled for two.
runs = definite()

# %%
# Probability on a log axis against size.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.semilogy(runs.dim, 0.5**runs.dim, ":", color=COLOR["muted"], label="coin flips")
ax.semilogy(runs.dim, runs.goe, color=COLOR["blue"], label="GOE, exact")
for law, (marker, color) in enumerate((("o", "blue"), ("s", "orange"))):
    name = f"sampled, diagonal variance {(GOE, EQUAL)[law]:.0f}"
    ax.errorbar(
        runs.dim, runs.sampled[:, law], 2 * runs.error[:, law], fmt=marker, ms=5, color=COLOR[color], label=name
    )
annotate(ax, "independent signs, $2^{-n}$", (runs.dim[4], 0.5 ** runs.dim[4]), (10, 26), "muted")
annotate(ax, "GOE", (runs.dim[5], runs.goe[5]), (34, 20), "blue")
annotate(ax, "equal variances", (runs.dim[4], runs.sampled[4, 1]), (-70, -30), "orange")
ax.set(xlabel="size $n$ of the matrix", ylabel="probability that all eigenvalues > 0")
describe(
    fig,
    "Probability, on a log axis from 1 down to a ten-billionth, that a random symmetric matrix has positive eigenvalues"
    " only, against its size from 1 to 7. Independent signs give a straight line. The Gaussian orthogonal ensemble"
    " falls along a curve that bends down, and matrices with equal variances fall still faster.",
)

# %%
# Both curves bend away from the straight line of coin flips: eigenvalues keep apart from each other.
