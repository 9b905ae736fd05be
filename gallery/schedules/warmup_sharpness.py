r"""
The limit of the rate along a run
=================================

Two over the largest curvature, and the rate: begun at the peak, and with a warmup.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.warmup_nets import WARMUP, nets, sharpness

use_style()

# %%
# One network, with the peak that is best with a warmup.
warm = nets(3, WARMUP)
peak = float(warm.peak[warm.place])
runs = {length: sharpness(3, length, peak) for length in (0, WARMUP)}

# %%
# Above: without.  Below: with.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.2), sharex=True, sharey=True)
for ax, (length, run) in zip(axes, runs.items(), strict=True):
    ax.semilogy(run.step, run.limit, "o-", color=COLOR["orange"], ms=4, label="limit")
    ax.semilogy(run.step, run.rate, "--", color=COLOR["blue"], label="rate")
    ax.set(ylabel="rate, limit")
    ax.text(0.97, 0.06, "with a warmup" if length else "no warmup", transform=ax.transAxes, ha="right")
annotate(axes[0], r"limit $2/\lambda$", (0, runs[0].limit[0]), (56, -10), "orange")
annotate(axes[0], "rate", (60, peak), (0, -32), "blue")
axes[1].set(xlabel="update", ylim=(0.0008, 0.6))
describe(
    fig,
    "Two panels with the limit two over the largest curvature, and the rate, against the update on a log axis. Above,"
    " without a warmup, the rate is several times the limit at the start. Below, with a warmup, the rate begins below"
    " the limit and rises; in both the limit rises and in the end lies near or above the rate.",
)

# %%
# The start is the place where this rate is too large.
