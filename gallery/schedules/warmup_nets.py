r"""
Two starts of a network
=======================

Training loss against the peak, with a warmup and without: from weights that are too large, and from good ones.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.warmup_nets import CHOOSING, WARMUP, nets

use_style()

# %%
# The runs that judge; peaks at which a run was lost are left out.
found = {(scale, length): nets(scale, length) for scale in (3, 1) for length in (0, WARMUP)}

# %%
# Geometric means, with bars of two standard errors.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.8), sharex=True)
places = {(3, 0): (3, (-46, 22)), (3, WARMUP): (4, (30, -30)), (1, 0): (1, (-50, -16)), (1, WARMUP): (2, (-4, 48))}
for ax, scale in zip(axes, (3, 1), strict=True):
    for length, color, line, shape, shift in ((0, "ink", "--", "o", 0.98), (WARMUP, "blue", "-", "s", 1.02)):
        each = found[scale, length]
        kept = np.isfinite(each.loss[:, CHOOSING:]).all(-1)
        log = np.log(each.loss[kept, CHOOSING:])
        middle, spread = np.exp(log.mean(-1)), np.exp(2 * log.std(-1, ddof=1) / np.sqrt(log.shape[-1]))
        bars = [middle - middle / spread, middle * spread - middle]
        style = {"color": COLOR[color], "ls": line, "marker": shape, "ms": 5, "lw": 1.5}
        ax.errorbar(shift * each.peak[kept], middle, bars, **style).set_label("warmup" if length else "no warmup")
        at, offset = places[scale, length]
        annotate(ax, "warmup" if length else "no warmup", (shift * each.peak[kept][at], middle[at]), offset, color)
    ax.set(xscale="log", yscale="log", ylabel="training loss")
    ax.minorticks_off()
axes[0].text(0.27, 0.91, "weights too large", transform=axes[0].transAxes)
axes[1].text(0.03, 0.9, "good weights", transform=axes[1].transAxes)
axes[0].set_yticks(ticks := [0.1, 0.3, 1, 3], [f"{tick:g}" for tick in ticks])
axes[1].set_yticks(ticks := [0.01, 0.03, 0.1, 0.3], [f"{tick:g}" for tick in ticks])
axes[1].set_xticks(peaks := 2.0 ** np.arange(-7, 1), [f"1/{1 / lr:.0f}" if lr < 1 else "1" for lr in peaks])
axes[1].set_xlabel(r"peak $\eta$")
describe(
    fig,
    "Training loss against the peak on log axes with error bars, in two panels. Above, from weights that are too large,"
    " the line with a warmup has a floor that is about half as high and reaches to larger peaks. Below, from good"
    " weights, both lines have floors of about the same height at the same peak.",
)

# %%
# What the warmup saves is the start, not the end.
