r"""
A warmup on a quadratic
=======================

Expected gap against the peak, with a warmup and without: the floor rises, and the limit on the right stays.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.warmup import warmed_gaps

use_style()

# %%
# A constant rate after the warmup, peaks up to just beyond the limit of two.
peaks = np.concatenate([np.geomspace(0.008, 1.9, 80), np.linspace(1.91, 2.02, 40)])
lengths = (0, 280)
gaps = {length: warmed_gaps("constant", length, peaks)[-1] for length in lengths}

# %%
# Log axes: all lines turn up at the same place.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
looks = (("ink", "-"), ("blue", "--"))
places = ((30, (36, -17)), (8, (62, 34)))
for (length, gap), (color, line), (at, offset) in zip(gaps.items(), looks, places, strict=True):
    ax.loglog(peaks, gap, ls=line, color=COLOR[color], label=f"warmup {length}")
    annotate(ax, f"warmup of {length}" if length else "no warmup", (peaks[at], gap[at]), offset, color)
ax.axvline(2, color=COLOR["muted"], lw=1, label="limit")
annotate(ax, "limit", (2, 0.05), (-36, 0), "muted")
ax.set(xlabel=r"peak $\eta$", ylabel="expected gap", ylim=(0.009, 3))
ax.set_xticks(ticks := [0.01, 0.03, 0.1, 0.3, 1, 2], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [0.01, 0.03, 0.1, 0.3, 1, 3], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Expected gap after 700 updates against the peak on log axes, without a warmup and with one of 280 updates. The"
    " lines form one valley. On the left the warmup is clearly higher; its floor is a little higher too. On the right"
    " they run together and all turn steeply up at two, where a vertical line marks the limit.",
)

# %%
# A warmup raises the floor, and leaves the limit where it was.
