r"""
Four ways to the edge of a disk
===============================

The same bowl, the same disk, the same start. Look at the side from which each run comes to the edge.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, draw_contours, mark, use_style
from optbook.studies.convexity.comparison import disk_runs
from optbook.studies.convexity.constraints import plane
from optbook.studies.convexity.contest import disk

use_style()

# %%
# Two hundred steps of each method from the middle of the disk.
runs, bowl, solution = disk_runs(), plane().objective, disk().solution[0]
angle = np.linspace(0, 2 * np.pi, 200)
names = {"projected": "projected gradient", "multipliers": "multipliers", "dual ascent": "dual ascent"}
names |= {"penalty": "growing penalty"}

# %%
# One panel a method.
fig, axes = plt.subplots(2, 2, figsize=(5.0, 4.5), sharex=True, sharey=True)
lower, upper = np.array([-0.1, -0.1]), np.array([2.0, 1.7])
for ax, (name, title) in zip(axes.flat, names.items(), strict=True):
    ax.fill(np.cos(angle), np.sin(angle), color=COLOR["pale blue"], label="disk")
    draw_contours(ax, bowl, lower, upper, 8)
    ax.plot(*runs[name].T, "-o", color=COLOR["orange"], lw=1, ms=3, label=name)
    mark(ax, *solution, size=7)
    ax.text(upper[0], lower[1] / 2, title, ha="right", bbox={"fc": COLOR["paper"], "ec": "none", "pad": 1.5})
    ax.grid(visible=False)
    ax.set(xlim=(lower[0], upper[0]), ylim=(lower[1], upper[1]), aspect="equal")
for ax in axes[1]:
    ax.set_xlabel("$x_1$")
for ax in axes[:, 0]:
    ax.set_ylabel("$x_2$")
describe(
    fig,
    "Four panels, each with a disk under oval level lines and a run from its middle to a dot on its edge, the solution."
    " Projected gradient stays in the disk and slides along the edge. The method of multipliers and dual ascent leave"
    " the disk, and come back to the dot. The growing penalty leaves it and comes near to the dot from outside.",
)

# %%
# Only the projection keeps to the disk; the penalty is outside at every weight.
