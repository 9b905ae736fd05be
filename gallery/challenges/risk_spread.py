r"""
How far the minimizer scatters
==============================

The minimizer of an empirical risk scatters like one over the root of the sample size, with a factor that a formula
gives.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.challenges.risk import theory
from optbook.studies.challenges.risk_samples import learned

use_style()

# %%
# Thousands of samples of each size, each minimized by gradient descent.
runs = learned()
constant = theory().spread
n = np.array([runs.count[0] / 1.5, runs.count[-1] * 1.5])
error = 2 * runs.spread / np.sqrt(2 * runs.x.shape[-1])

# %%
# On log axes a power of n is a straight line, and its exponent the slope.
fig, ax = plt.subplots()
ax.loglog(n, constant / np.sqrt(n), color=COLOR["orange"], ls="--", label="formula")
ax.errorbar(runs.count, runs.spread, error, fmt="o", color=COLOR["blue"], capsize=3, label="measured")
for count, spread in zip(runs.count[::2], runs.spread[::2], strict=True):
    ax.annotate(
        f"{spread:.4f}", (count, spread), (-8, -14), textcoords="offset points", ha="right", color=COLOR["blue"]
    )
place = (np.sqrt(runs.count[1] * runs.count[2]), constant / (runs.count[1] * runs.count[2]) ** 0.25)
annotate(ax, rf"formula: {constant:.4f} / $\sqrt{{n}}$", place, (62, 30), "orange")
ax.set(xlabel="sample size $n$", ylabel=r"standard deviation of $\hat x$", xlim=(3, 2000), ylim=(1e-3, 1e-1))
describe(
    fig,
    "Standard deviation of the minimizer against the sample size from 10 to 1000, both on log axes. Five dots with very"
    " short intervals lie on the dashed line of the formula, which falls by a factor of ten over two factors of ten.",
)

# %%
# A hundred times the data for one more digit of the minimizer.
