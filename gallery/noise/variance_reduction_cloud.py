r"""
The same samples, less what is known
====================================

Gradients of single samples scatter widely about their mean; less the same samples' errors at an anchor, they do not.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, mark, use_style
from optbook.studies.noise.variance_reduction import cloud, spread

use_style()

# %%
# Gradients of all samples at an iterate, and the estimates of SVRG there, a hundred steps after the anchor.
found = cloud()
parts = {"gradients of single samples": found.here, "estimates of SVRG": found.estimates}

# %%
# Two of ten coordinates, at one scale.
fig, axes = plt.subplots(1, 2, figsize=(5.0, 2.9), sharex=True, sharey=True)
for ax, (name, points), color, shape in zip(axes, parts.items(), ("orange", "blue"), ("o", "s"), strict=True):
    ax.plot(*points[:, :2].T, shape, color=COLOR[color], ms=2.6, alpha=0.6, mew=0)
    mark(ax, *points[:, :2].mean(0)[:, None], marker="X", size=7)
    ax.text(0.03, 0.97, name, color=COLOR[color], transform=ax.transAxes, va="top", fontsize=9.5)
    ax.set(xlabel="first coordinate", aspect="equal")
axes[0].set_ylabel("second coordinate")
axes[0].set(xlim=(-1.6, 1.6), ylim=(-1.4, 1.8))
describe(
    fig,
    "Two panels of points at the same scale, one point for each sample, with a cross at their mean. Gradients of single"
    " samples fill much of the left panel. In the right one the estimates of SVRG lie closer about the same cross:"
    f" their variance is {spread(found.estimates) / spread(found.here):.2f} of that of the gradients.",
)

# %%
# Both clouds have the same mean, the gradient of all samples.
