r"""
What a constant rate leaves
===========================

The excess is a quarter of the rate along each axis, whether the axis is flat or steep.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_runs import CURVATURES, floors

use_style()

# %%
# Runs with noise of scale one in each gradient, when they are stationary.
run = floors()
line = np.array([run.lr[0] / 1.3, run.lr[-1] * 1.3])

# %%
# The three curvatures are drawn a little apart.
fig, ax = plt.subplots()
ax.loglog(line, line / 4, color=COLOR["muted"], ls="-", label="a quarter of the rate")
looks = zip(("blue", "orange", "green"), ("o", "s", "D"), (0.94, 1, 1.06), strict=True)
for axis, (color, shape, shift) in enumerate(looks):
    place = shift * run.lr
    ax.errorbar(place, run.excess[:, axis], 2 * run.error[:, axis], fmt=shape, color=COLOR[color], ms=5, label="_")
    offset = ((-50, 20), (10, -44), (48, -26))[axis]
    annotate(ax, f"curvature {CURVATURES[axis]:g}", (place[1], run.excess[1, axis]), offset, color)
annotate(ax, r"$\eta\sigma/4$", (line[0] * 1.1, line[0] * 1.1 / 4), (-8, 26), "muted")
ax.set(xlabel=r"rate $\eta$", ylabel="excess along one axis")
ax.set_xticks(run.lr, [f"{lr:g}" for lr in run.lr])
ax.set_yticks(run.lr / 4, [f"{lr / 4:g}" for lr in run.lr])
ax.minorticks_off()
describe(
    fig,
    "Excess of the value along an axis against the rate, on log axes, for three curvatures, drawn side by side"
    " at each rate. At each the points lie at one height, a quarter of the rate, nearly within their bars.",
)

# %%
# Halving the rate halves what is left; the curvature has no say.
