r"""
Adagrad in a narrow valley
==========================

The first step has the same length along both axes. The small rate stalls, the large one arrives.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, draw_contours, draw_path, use_style
from optbook.studies.adaptive.adagrad import RATES, VALLEY, valley_runs

use_style()

# %%
# The same start, two rates.
runs, steps = valley_runs(), 20
low, high = (-6, -2.6), (2, 2)

# %%
# A dot is a step.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
draw_contours(ax, VALLEY, low, high, np.geomspace(0.05, 40, 8))
small, large = (runs[lr].x[: steps + 1] for lr in RATES)
draw_path(ax, small, f"rate {RATES[0]}")
draw_path(ax, large, f"rate {RATES[1]:.0f}", "orange")
annotate(ax, rf"$\eta$ = {RATES[0]}: here" f"\nafter {steps} steps", tuple(small[-1]), (66, -52), "blue")
annotate(ax, rf"$\eta$ = {RATES[1]:.0f}: across in one step", tuple(large[1]), (70, 40), "orange")
ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x_1$", ylabel="$x_2$")
describe(
    fig,
    "Level lines of a narrow valley and two paths from the same point at the lower left. At the small rate the first"
    f" steps go up at forty-five degrees, then the path bends into the valley and after {steps} steps is still halfway"
    " from the minimum. At the large rate one diagonal step reaches the floor of the valley, and the path runs along it"
    " to the minimum.",
)

# %%
# Without knowing the curvatures, both axes are treated alike.
