"""
RMSProp in the valley
=====================

Both coordinates move at the same pace, though one slope is eight times the other. In the end the run jumps to and fro.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, draw_path, use_style
from optbook.studies.adaptive.rmsprop import VALLEY, valley_run

use_style()

# %%
# One run; its first twenty steps, and its last ten.
x, early = valley_run().x, 20
levels = np.geomspace(0.02, 40, 9)
low, high = (-5.8, -2.8), (1.4, 2.0)

# %%
# The same valley twice.
late = len(x) - 11
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.4), sharex=True)
for ax in axes:
    draw_contours(ax, VALLEY, low, high, levels)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), ylabel="$x_2$")
draw_path(axes[0], x[: early + 1], f"first {early} steps")
axes[1].plot(*x[late:].T, "s--", color=COLOR["orange"], ms=6, lw=1.6, label="last ten steps")
annotate(axes[0], "first step: equal in\nboth coordinates", tuple(x[1]), (92, -56), "blue")
annotate(axes[0], f"after {early} steps", tuple(x[early]), (-30, 44), "blue")
annotate(axes[1], f"after {late} steps and more:\ntwo points in turn", tuple(x[late:].min(0)), (-50, -74), "orange")
axes[1].set(xlabel="$x_1$")
describe(
    fig,
    "Two pictures of the same narrow valley. Above, the first steps of RMSProp: the first goes diagonally, as far in"
    " one coordinate as in the other; then the path runs along the floor and is at the minimum after"
    f" {early} steps. Below, the end of the same run: two squares on opposite sides of the minimum, joined by a line.",
)

# %%
# Arriving at the minimum is not staying there.
