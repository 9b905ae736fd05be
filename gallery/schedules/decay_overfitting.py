r"""
A cosine is a shorter run
=========================

Against the step the cosine rises less.  Against the sum of the rates it goes the way of the constant rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.challenges.risk_overfitting import ARMS, judged

use_style()

# %%
# Test loss on few digits, a fifth of them with a wrong label: the median of twelve runs.
runs = judged()
names = {"constant": ("orange", "-", 2.4), "cosine": ("blue", "--", 2.4)}
middle = {name: np.median(runs.test[0, ARMS.index(name)].mean(-1), -1) for name in names}
sums = {name: runs.way[ARMS.index(name)] for name in names}
half = list(runs.step).index(runs.step[-1] // 2)

# %%
# Dots are the ends of the runs; the square is the constant rate after half of the steps.
fig, axes = plt.subplots(2, figsize=(5.0, 6.0), sharey=True)
for name, (color, line, width) in names.items():
    for ax, x in zip(axes, (runs.step, sums[name]), strict=True):
        ax.semilogx(x[1:], middle[name][1:], line, color=COLOR[color], lw=width, label=name)
        if name == "constant":
            mark(ax, x[half], middle[name][half], marker="s", color="ink", size=13)
        mark(ax, x[-1], middle[name][-1], color=color, size=8)
late = half - 3
annotate(axes[0], "constant", (runs.step[late], middle["constant"][late]), (-6, 46), "orange")
annotate(axes[0], "cosine", (runs.step[late], middle["cosine"][late]), (-10, -40), "blue")
annotate(axes[1], "constant,\nhalf of the steps", (sums["constant"][half], middle["constant"][half]), (-62, 44), "ink")
annotate(axes[1], "cosine, end", (sums["cosine"][-1], middle["cosine"][-1]), (-6, -46), "blue")
first = np.searchsorted(runs.step, 10)
axes[0].set(xlabel="step", ylabel="test loss", ylim=(0.5, 1.2), xlim=(runs.step[first], None))
axes[1].set(xlabel="sum of the rates", ylabel="test loss", xlim=(sums["constant"][first], None))
axes[0].set_xticks(ticks := [10, 100, 1000], [f"{tick}" for tick in ticks])
axes[1].set_xticks(ticks := [10, 100], [f"{tick}" for tick in ticks])
describe(
    fig,
    "Two panels of the median test loss. Over the step both curves fall to the same least value and rise, the cosine"
    " less: it ends at the height that the constant rate has halfway, which a square marks. Over the sum of the rates"
    " the two curves lie on one another, and the cosine ends at the square.",
)

# %%
# A falling rate has stopped early, in the middle; it has not learned other things on its way.
