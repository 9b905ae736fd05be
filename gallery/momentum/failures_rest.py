r"""
The noise that stays
====================

At the same effective rate memory does not quiet the noise, unless the rate is near the limit of gradient descent.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.noisy_ball import rest_variance, rests

use_style()

# %%
# Late iterates of many runs, and the theorem.
runs = rests()
effective = np.geomspace(1 / 20, 6, 200)

# %%
# The same effective rate is the same place on the axis.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = zip(runs.beta, runs.measured, ("orange", "green", "blue"), ("s", "^", "o"), ("--", "-.", "-"), strict=True)
for beta, found, color, shape, line in looks:
    share = effective * (1 - beta)
    seen = share < 2 * (1 + beta) * 0.97
    theory = rest_variance(share[seen], beta)
    ax.loglog(effective[seen], theory, line, color=COLOR[color], lw=1.3, label=f"theory, memory {beta:g}")
    ax.loglog(runs.effective, found, shape, color=COLOR[color], ms=5, label=f"simulated, memory {beta:g}")
ax.loglog(effective, effective / 2, ":", color=COLOR["muted"], label="half the effective rate")
annotate(ax, "no memory", (runs.effective[-1], runs.measured[0, -1]), (-62, 12), "orange")
annotate(
    ax, rf"$\beta$ = {runs.beta[1]:g}", (5, rest_variance(5 * (1 - runs.beta[1]), runs.beta[1])), (-40, 30), "green"
)
annotate(
    ax, rf"$\beta$ = {runs.beta[2]:g}", (4, rest_variance(4 * (1 - runs.beta[2]), runs.beta[2])), (10, -40), "blue"
)
annotate(ax, "all the same", (1 / 8, 1 / 16), (-4, 46))
ax.set(xlabel=r"effective rate times curvature, $\eta\lambda/(1 - \beta)$", ylabel="variance at rest")
describe(
    fig,
    "Variance at rest against the effective rate times the curvature, both axes logarithmic, for three memories. For"
    " small rates the three lines are one. Without memory the line shoots up as the rate nears two; with a half later;"
    " with nine tenths it goes straight on. Simulated marks lie on the lines.",
)

# %%
# Memory buys room for a larger rate; it does not average the noise away.
