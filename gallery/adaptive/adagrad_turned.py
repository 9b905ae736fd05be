r"""
The same valley, turned
=======================

Turned by forty-five degrees, both coordinates of the gradient are alike, and the path crawls along the floor.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, draw_contours, draw_path, use_style
from optbook.objectives import LinearChange
from optbook.studies.adaptive.adagrad import RATES, VALLEY, valley_runs

use_style()

# %%
# The start is the same point of the landscape.
angle, steps = 45, 20
turned, runs = LinearChange.rotation(VALLEY, angle), valley_runs(angle)
low, high = (-5.8, -1.2), (1.2, 4.4)

# %%
# The floor of the valley is now a diagonal.
fig, ax = plt.subplots(figsize=(5.0, 4.2))
draw_contours(ax, turned, low, high, np.geomspace(0.05, 40, 8))
small, large = (runs[lr].x[: steps + 1] for lr in RATES)
draw_path(ax, small, f"rate {RATES[0]}")
draw_path(ax, large, f"rate {RATES[1]:.0f}", "orange")
annotate(ax, rf"$\eta$ = {RATES[0]} after {steps} steps", tuple(small[-1]), (104, 22), "blue")
annotate(ax, rf"$\eta$ = {RATES[1]:.0f} after {steps} steps", tuple(large[-1]), (-48, -50), "orange")
ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
describe(
    fig,
    "Level lines of the valley turned by forty-five degrees, and two paths from the upper left. At the small rate the"
    " path slides onto the floor of the valley and stops near its upper end. At the large rate the first step"
    f" overshoots the floor, the path returns to it, and after {steps} steps it is still well short of the minimum.",
)

# %%
# A diagonal of rates cannot see a valley that lies across the axes.
