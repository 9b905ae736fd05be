r"""
The monkey saddle
=================

Three valleys and three ridges meet where slope and Hessian of :math:`x^3 - 3 x y^2` are zero.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook import descend
from optbook.drawing import COLOR, describe, draw_contours, draw_path, mark, use_style
from optbook.objectives import MonkeySaddle
from optbook.optimizers import GradientDescent

use_style()

# %%
# Starts on the three ridges, and on both sides of each.
ridges = 2 * np.pi * np.arange(3) / 3
angles = np.concatenate([ridges, ridges + 0.25, ridges - 0.25])
starts = 0.9 * np.stack([np.cos(angles), np.sin(angles)], axis=-1)
run = descend(MonkeySaddle(), starts, GradientDescent(0.02), 200)
inside = (np.abs(run.x) <= 1.5).all(-1)

# %%
# Level lines and paths.
fig, ax = plt.subplots(figsize=(5.0, 4.7))
draw_contours(ax, MonkeySaddle(), *MonkeySaddle().domain, levels=np.linspace(-5, 5, 21))
for lane in range(len(starts)):
    style = {"color": "orange", "every": 20} if lane < len(ridges) else {"color": "blue", "every": 4}
    draw_path(ax, run.x[inside[:, lane], lane], **style)
for angle in ridges:
    box = {"boxstyle": "round,pad=0.15", "facecolor": COLOR["paper"], "edgecolor": "none"}
    ax.text(1.2 * np.cos(angle), 1.2 * np.sin(angle), "ridge", ha="center", va="center", color="C1", bbox=box)
    ax.text(-0.5 * np.cos(angle), -0.5 * np.sin(angle), "valley", ha="center", va="center", color="C0", bbox=box)
mark(ax, 0, 0, size=9)
ax.set(xlabel="$x$", ylabel="$y$", aspect="equal", xlim=(-1.5, 1.5), ylim=(-1.5, 1.5))
describe(
    fig,
    "Level lines of the monkey saddle in the plane, in six sectors that meet at the origin: three ridges and, between"
    " them, three valleys. Paths of descent that start exactly on a ridge end at the origin; paths that start beside a"
    " ridge bend away and leave through the valley on their side.",
)

# %%
# Each valley takes the runs of the two ridges beside it; only the exact ridges lead to the stationary point.
