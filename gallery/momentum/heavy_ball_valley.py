"""
Memory in the valley
====================

In a narrow valley a rate that throws gradient descent out of the valley is stable with memory.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, draw_contours, draw_path, use_style
from optbook.studies.momentum.heavy_ball import VALLEY, valley_runs

use_style()

# %%
# Four runs of the same length.
runs = valley_runs()
levels = np.geomspace(0.05, 40, 8)
low, high = (-6, -3.4), (2.4, 3.4)

# %%
# Above without memory, below with it.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.4), sharex=True)
for ax in axes:
    draw_contours(ax, VALLEY, low, high, levels)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), ylabel="$x_2$")
slow, fast = runs["descent, small rate"].x, runs["descent, large rate"].x
draw_path(axes[0], slow, "gradient descent, small rate")
inside = int((np.abs(fast[:, 1]) < high[1]).sum())
draw_path(axes[0], fast[: inside + 1], "gradient descent, large rate", "orange")
draw_path(axes[1], runs["memory 1/2"].x, "heavy ball, memory 1/2", "green")
draw_path(axes[1], runs["memory 1/4"].x, "heavy ball, memory 1/4", "purple")
annotate(axes[0], "large rate:\nleaves", tuple(fast[1]), (58, -8), "orange")
annotate(axes[0], f"small rate, after\n{len(slow) - 1} steps", tuple(slow[-1]), (40, -48), "blue")
annotate(
    axes[1], r"large rate, $\beta$ = 1/4:" "\nstays, and swings", tuple(runs["memory 1/4"].x[1]), (146, 4), "purple"
)
annotate(axes[1], r"$\beta$ = 1/2: arrives", tuple(runs["memory 1/2"].x[-1]), (34, -54), "green")
axes[1].set(xlabel="$x_1$")
describe(
    fig,
    "Two pictures of the same narrow valley. Above, gradient descent: at the small rate a path creeps on"
    f" and after {len(slow) - 1} steps is still short of the minimum; at the large rate it jumps from side to side,"
    " ever farther, out of the picture. Below, heavy ball at the large rate: with memory one quarter it swings"
    " from side to side and closes in; with memory one half its swings die sooner, and it ends at the minimum.",
)

# %%
# The rate that was too large is not too large any more, and the flat direction has gained from it.
