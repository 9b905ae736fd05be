r"""
Empirical risks of small and large samples
==========================================

Twelve samples of each size. The curves close in on the risk, and so do their lowest points.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.challenges.risk_samples import RISK, bundle, lowest

use_style()

# %%
# The same risk three times, with empirical risks of three sample sizes.
runs = bundle()
best = lowest(RISK)

# %%
# One axes a size; a dot is the lowest point of an empirical risk, the vertical line that of the risk.
fig, axes = plt.subplots(len(runs.count), sharex=True, sharey=True, figsize=(5, 6.6))
for ax, count, curves, x, low in zip(axes, runs.count, runs.empirical, runs.minimizer, runs.least, strict=True):
    for number, curve in enumerate(curves, start=1):
        ax.plot(runs.x, curve, color=COLOR["muted"], ls="-", lw=0.7, alpha=0.6, label=f"sample {number}")
    ax.plot(runs.x, runs.risk, color=COLOR["blue"], ls="-", lw=2, label="risk")
    ax.axvline(best.x, color=COLOR["blue"], ls=":", lw=1.2, label="_minimizer of the risk")
    ax.plot(x, low, "o", color=COLOR["orange"], ms=4, label="lowest points", zorder=4)
    ax.text(0.3, 0.93, f"$n$ = {count}", transform=ax.transAxes, ha="center", va="top", fontsize=12)
    ax.set_ylabel("risk")
axes[0].annotate("risk $R$", (runs.x[-1], runs.risk[-1]), (-48, 6), textcoords="offset points", color=COLOR["blue"])
axes[-1].set_xlabel("$x$")
describe(
    fig,
    "Three axes, one below the other, for samples of 10, 100 and 1000 examples. In each, twelve thin gray curves"
    " surround one thick curve, the risk. At 10 they form a wide band whose lowest points scatter about a vertical"
    " line, at 100 a narrow one, and at 1000 they can hardly be told from the risk.",
)

# %%
# Each panel has ten times the data of the one above, and a band about a third as wide.
