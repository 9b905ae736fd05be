r"""
Adadelta in the valley
======================

The same path at two values of eps: a thousand steps, or fifty.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, draw_contours, draw_path, use_style
from optbook.studies.adaptive.adadelta_forms import VALLEY, valley_run

use_style()

# %%
# Two runs, and of the long one every twentieth iterate.
powers, steps, every = (-6, -2), (1000, 50), (20, 1)
runs = [valley_run(10.0**power, count).x[::each] for power, count, each in zip(powers, steps, every, strict=True)]
low, high = (-5.8, -2.8), (1.4, 2.0)

# %%
# The same valley twice.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.4), sharex=True)
for ax, x, power, each in zip(axes, runs, powers, every, strict=True):
    draw_contours(ax, VALLEY, low, high, np.geomspace(0.02, 40, 9))
    draw_path(ax, x)
    dots = f"a dot: {each} steps" if each > 1 else "a dot: a step"
    annotate(ax, rf"$\varepsilon = 10^{{{power}}}$" f"\n{dots}", tuple(x[len(x) // 5]), (70, -32), "blue")
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), ylabel="$x_2$")
axes[1].set(xlabel="$x_1$")
describe(
    fig,
    "Two pictures of the same narrow valley, each with a path from the left to the minimum. Both paths first go"
    " diagonally onto the floor, and then along it; they have nearly the same shape. In the upper one a dot stands for"
    f" {every[0]} steps, in the lower one for {every[1]}. The dots lie densest at the start and near the minimum.",
)

# %%
# The path hardly depends on eps; the number of steps does.
