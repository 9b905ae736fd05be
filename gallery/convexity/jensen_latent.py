"""
A bound that touches
====================

The log likelihood of a mixture and its bound by Jensen, for every guess of the hidden cluster.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.convexity.jensen_models import TWO

use_style()

# %%
# The bound for each share that the first cluster may get, and at three of them.
share = np.linspace(0.001, 0.999, 400)
bound = TWO.bound(np.stack([share, 1 - share], axis=-1))
top = float(TWO.log_likelihood)
posterior, prior = TWO.posterior, TWO.share

# %%
# The distance from the line down to the curve is the divergence from the posterior.
fig, ax = plt.subplots(figsize=(5, 3.6))
ax.axhline(top, color=COLOR["orange"], ls="--", label="log likelihood")
ax.plot(share, bound, label="bound")
mark(ax, posterior[0], top, color="blue", size=8)
mark(ax, prior[0], TWO.bound(prior), marker="s", color="blue", size=8)
annotate(ax, f"posterior\n$q$ = {posterior[0]:.3f}", (posterior[0], top), (20, -62), "blue")
annotate(ax, f"prior, $q$ = {prior[0]:g}", (prior[0], TWO.bound(prior)), (58, 12), "blue")
ax.annotate(r"$\ln p(x)$", (share[-1], top), (0, 6), textcoords="offset points", ha="right", color=COLOR["orange"])
ax.set(xlabel="share $q$ of the first cluster", ylabel="nats", ylim=(None, top + 0.25))
describe(
    fig,
    "A concave curve, the bound, against the share of the first cluster from 0 to 1. It touches a dashed horizontal"
    " line, the log likelihood, at one point, the posterior probability, and lies below it everywhere else,"
    " also at the prior, one half.",
)

# %%
# Raising the curve's top and moving along it in turns is the expectation-maximization algorithm.
