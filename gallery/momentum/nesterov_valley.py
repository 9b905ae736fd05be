"""
The gradient one move ahead
===========================

With the same rate and memory, Nesterov's momentum swings less: it sees where the velocity is about to carry it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, draw_contours, draw_path, use_style
from optbook.studies.momentum.heavy_ball import VALLEY
from optbook.studies.momentum.nesterov import valley_runs

use_style()

# %%
# Two runs of the same length in the same valley.
runs = valley_runs()
levels = np.geomspace(0.05, 40, 8)
low, high = (-6, -3.2), (5.4, 3.2)

# %%
# Above heavy ball, below Nesterov's momentum.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.4), sharex=True)
for ax, name, color in zip(axes, runs, ("orange", "blue"), strict=True):
    x = runs[name].x
    draw_contours(ax, VALLEY, low, high, levels)
    draw_path(ax, x, name, color)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), ylabel="$x_2$")
    far = x[:, 0].argmax()
    annotate(ax, "turns here", tuple(x[far]), (48, 40), color)
annotate(axes[0], "heavy ball:\nacross the valley", tuple(runs["heavy ball"].x[3]), (86, 20), "orange")
annotate(axes[1], "Nesterov's momentum:\nalong the valley", tuple(runs["nesterov"].x[3]), (34, 50), "blue")
axes[1].set(xlabel="$x_1$")
describe(
    fig,
    "Two pictures of the same narrow valley with a path of forty steps. Above, heavy ball swings from side to side many"
    " times while it runs along the valley, past the minimum and back. Below, Nesterov's momentum is on the floor of"
    " the valley after a few steps and runs along it, past the minimum, less far, and back.",
)

# %%
# Across the valley the memory is damped by the curvature; along it both methods have nearly the same.
