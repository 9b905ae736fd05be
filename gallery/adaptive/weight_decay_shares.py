r"""
Where it comes to rest
======================

To halve the weight of the large feature a penalty must be eighty-one times as strong as for that of the small one, and
the decay of AdamW nine times.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.weight_decay_rest import FEATURES, adamw_share, kept_shares, ridge_share

use_style()

# %%
# Shares kept of the two weights, run and in theory.
runs = kept_shares()
fine = np.geomspace(runs.strength[0], runs.strength[-1], 101)
panels = {"Adam with a penalty": (runs.coupled, ridge_share), "AdamW": (runs.beside, adamw_share)}

# %%
# Lines are the theory, marks the means of the runs.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.2), sharex=True, sharey=True)
for ax, (name, (found, theory)) in zip(axes, panels.items(), strict=True):
    for i, (size, color, line, shape) in enumerate(zip(FEATURES, ("blue", "orange"), "-:", "os", strict=True)):
        share = theory(fine, size)
        ax.semilogx(fine, share, line, color=COLOR[color], lw=1.5, label=f"theory, {size:.2g}")
        ax.semilogx(runs.strength, found[..., i].mean(1), shape, color=COLOR[color], ms=5, label=f"runs, {size:.2g}")
        half = np.abs(share - 1 / 2).argmin()
        word, side = (("large", (44, 10)), ("small", (-48, -8)))[i]
        annotate(ax, f"{word}\nfeature", (fine[half], share[half]), side, color)
    ax.set(ylabel="share kept", ylim=(-0.05, 1.1))
    ax.text(runs.strength[-1], 1, name, ha="right", va="center", color=COLOR["ink"])
axes[-1].set(xlabel=r"strength $\lambda$")
describe(
    fig,
    "Share of a weight that is kept against the strength, in two pictures. For both methods it falls from one to zero,"
    " for the small feature first. With a penalty the two curves lie far apart, under AdamW about half as far on the"
    " log axis. Marks from runs lie on the curves of the theory.",
)

# %%
# The decay of AdamW tells large features from small ones less than a penalty does.
