r"""
When reshuffling pays
=====================

The gain over sampling with replacement at five rates, pair by pair: less where the run has not yet arrived, and where
the rate is large.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.reshuffling_runs import valley_rates

use_style()

# %%
# Logarithm of the ratio of losses for each pair of runs with the same start.
found = valley_rates()
pairs = found.log_ratio()
middle, error = pairs.mean(1), pairs.std(1, ddof=1) / np.sqrt(pairs.shape[1])
ratio, low, high = np.exp(middle), np.exp(middle - 2 * error), np.exp(middle + 2 * error)

# %%
# Geometric means with two standard errors, over the pairs themselves.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
for lr, row in zip(found.lr, np.exp(pairs), strict=True):
    ax.plot(np.full(len(row), lr), row, ".", ms=3, color=COLOR["shade 1"], label=f"pairs, rate {lr:g}")
ax.errorbar(found.lr, ratio, (ratio - low, high - ratio), fmt="o", color=COLOR["green"], ms=6, capsize=4, zorder=5)
ax.axhline(1, color=COLOR["muted"], lw=1.3, ls=":", label="equal")
ax.set(xscale="log", yscale="log", xlabel=r"learning rate $\eta$", ylabel="reshuffled over replaced")
annotate(ax, "mean of\nthe pairs", (found.lr[2], ratio[2]), (-56, -26), "green")
ax.text(np.sqrt(found.lr[0] * found.lr[1]), 1.25, "equal", color=COLOR["muted"], ha="center")
ax.set_xticks(found.lr, [f"{lr:g}" for lr in found.lr])
ax.minorticks_off()
ax.set_yticks(ticks := [0.01, 0.1, 1, 10], [f"{tick:g}" for tick in ticks])
describe(
    fig,
    "Ratio of the final losses, reshuffled over with replacement, for pairs of runs at five rates, on log axes. The"
    f" mean is below one at all five, least at the rate {found.lr[ratio.argmin()]:g}, where it is {ratio.min():.2f}."
    " Single pairs scatter widely around it, on both sides of one at the largest rate.",
)

# %%
# One pair proves nothing; many pairs with the same starts do.
