r"""
What a falling rate buys
========================

Run by run, the gap with half a cosine over that at a constant rate, each at its own best rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.schedules.comparison_runs import decay
from optbook.studies.schedules.contest import DECAYED, PROBLEMS

use_style()

# %%
# Intervals that hold at once for the six methods of a problem, in 95 of 100 cases.
found = {name: decay(name) for name in PROBLEMS}
colors = {1: ("orange", "^"), 0: ("muted", "o"), -1: ("blue", "v")}

# %%
# Left of the line the cosine is better, right of it worse; gray circles are ties.
fig, axes = plt.subplots(4, figsize=(5.0, 8.4), sharex=True)
for ax, (name, verdict) in zip(axes, found.items(), strict=True):
    ax.axvline(1, color=COLOR["ink"], lw=1.2, label=f"constant rate, {name}")
    for row, method in enumerate(DECAYED):
        color, marker = colors[verdict[method].sign]
        ends = np.exp([verdict[method].low, verdict[method].high])
        ax.plot(ends, (row, row), "-", color=COLOR[color], lw=2, label=f"{method}, interval")
        ax.plot(np.exp(verdict[method].median), row, marker, color=COLOR[color], ms=7, label=method)
    ax.set_yticks(range(len(DECAYED)), DECAYED)
    ax.set(xscale="log", xlim=(1 / 3, 5 / 3), ylim=(len(DECAYED) - 1 / 2, -1 / 2), ylabel=name.replace(" ", "\n"))
ticks = (1 / 3, 1 / 2, 2 / 3, 1, 3 / 2)
axes[-1].set_xticks(ticks, ["1/3", "1/2", "2/3", "1", "3/2"])
axes[-1].minorticks_off()
axes[-1].set_xlabel("gap with a cosine over that without")
better = {name: sum(each.sign < 0 for each in verdict.values()) for name, verdict in found.items()}
worse = sum(each.sign > 0 for verdict in found.values() for each in verdict.values())
describe(
    fig,
    "Four panels of intervals for the ratio of gaps with and without a cosine, on a log axis, a line at one. Of six"
    f" methods the cosine is better for {better['digits network']} on the digits network, {better['softmax']} on"
    f" softmax, {better['sparse features']} on sparse features and {better['quadratic']} on the quadratic. It is worse"
    f" in {worse} of the cells. All others are ties.",
)

# %%
# A falling rate gains most where noise keeps a constant one away from the minimum.
