r"""
All orders of seven samples
===========================

Most orders rest near the minimum; the sorted ones rest farthest from it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.reshuffling import places

use_style()

# %%
# Where runs end that keep one order, for every order.
found = places()
heights, edges = np.histogram(found.place, 41)
ends = np.sort(found.place)[[0, -1]]

# %%
# A histogram with its two ends marked.
fig, ax = plt.subplots(figsize=(5.0, 3.0))
ax.fill_between(np.repeat(edges, 2)[1:-1], np.repeat(heights, 2), color=COLOR["pale blue"], lw=0)
ax.plot(np.repeat(edges, 2)[1:-1], np.repeat(heights, 2), "-", color=COLOR["blue"], lw=1.2, label="orders")
ax.plot(ends, [0, 0], "v", ms=8, color=COLOR["orange"], label="sorted orders", clip_on=False, zorder=5)
annotate(ax, "descending", (ends[0], 0), (-24, 36), "orange")
annotate(ax, "ascending", (ends[1], 0), (24, 36), "orange")
ax.axvline(0, color=COLOR["ink"], lw=1, ls=":", label="minimum")
ax.text(0.006, heights.max() * 1.07, "minimum")
ax.set(xlabel="where the run rests", ylabel="number of orders", xlim=(-0.34, 0.34), ylim=(0, heights.max() * 1.18))
describe(
    fig,
    f"Histogram of where runs rest, for all {len(found.place)} orders of seven samples. It has a broad hump around the"
    " minimum and thins out on both sides. The two sorted orders are its outermost points.",
)

# %%
# A random order is seldom as bad as a sorted one.
