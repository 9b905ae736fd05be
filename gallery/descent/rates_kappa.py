"""
Steps against the condition number
==================================

To divide the distance by a million: a straight line of slope one on log-log axes, at either rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.rates import counts

use_style()

# %%
# Steps counted in runs, and the closed form of the better rate.
runs = counts()
kappa = np.geomspace(runs.kappa[0], runs.kappa[-1], 200)
exact = -np.log(runs.accuracy) / np.log((kappa + 1) / (kappa - 1))
third = len(runs.kappa) // 2

# %%
# Dots are counted, the line is the closed form.
fig, ax = plt.subplots()
ax.loglog(kappa, exact, color=COLOR["orange"], ls="--", label="closed form")
ax.loglog(runs.kappa, runs.best, "o", color=COLOR["blue"], label="counted, better rate")
ax.loglog(runs.kappa, runs.plain, "s", color=COLOR["green"], ms=5, label="counted, rate 1/L")
annotate(ax, r"$\eta = 2 / (L + \mu)$", (runs.kappa[third], runs.best[third]), (48, -20), "blue")
annotate(ax, r"$\eta = 1 / L$", (runs.kappa[third], runs.plain[third]), (-30, 28), "green")
ax.set(xlabel=r"condition number $\kappa$", ylabel=r"steps to $10^{-6}$")
describe(
    fig,
    "Steps against the condition number from 2 to 500, both on log axes. Counted steps lie on the dashed closed form,"
    " which becomes a straight line of slope one. Steps at the rate 1/L lie above it, nearly twice as high for large"
    " condition numbers.",
)

# %%
# Ten times the condition number costs ten times the steps.
