r"""
How an anchor ages in a network
===============================

Below the line the anchor takes variance off; above it, it adds some.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.variance_reduction_digits import aging

use_style()

# %%
# Variance with the anchor over that without, in three runs, at steps since the anchor.
found = aging()
share = found.share()
middle = np.median(share, axis=-1)

# %%
# Thin lines are single runs.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.axhline(1, color=COLOR["muted"], lw=1.2)
ax.axhline(2, color=COLOR["muted"], lw=1.2, ls=":")
for rows, line, color, style in zip(share, middle, ("orange", "green", "blue"), ("-", "--", "-."), strict=True):
    ax.loglog(found.age, rows, color=COLOR[color], lw=0.7, ls=style, alpha=0.6)
    ax.loglog(found.age, line, color=COLOR[color], ls=style)
annotate(ax, "at the start", (found.age[1], middle[0, 1]), (-6, 24), "orange")
annotate(ax, "after one epoch", (found.age[5], middle[1, 5]), (-102, 12), "green")
annotate(ax, "after six epochs", (found.age[5], middle[2, 5]), (-16, -34), "blue")
ax.text(found.age[0], 2.1, "unrelated gradients", color=COLOR["muted"], va="bottom", fontsize=9)
ax.text(found.age[0], 1.06, "no gain", color=COLOR["muted"], va="bottom", fontsize=9)
ax.set(xlabel="epochs since the anchor", ylabel="variance, with over without anchor")
ax.set_xticks(ticks := [1 / 50, 1 / 10, 1 / 2, 2], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [1 / 50, 1 / 10, 1 / 2, 2, 10], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Share of the variance that is left with an anchor, against epochs since the anchor, on log axes, for three"
    " anchors. With the anchor at the start it passes one within a fifth of an epoch and reaches"
    f" {middle[0, -1]:.1f}. With anchors after one epoch and after six it stays below one, at {middle[1, 5]:.2f} and"
    f" {middle[2, 5]:.2f} after one epoch.",
)

# %%
# Here, unlike in reports on large networks, an anchor of a later epoch stays useful for an epoch.
