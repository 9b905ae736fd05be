"""
A falling rate
==============

The run stays on a cycle; a falling rate makes the cycle small.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.rmsprop import FALLING, valley_run

use_style()

# %%
# The same start and the same first rate.
steps = 2000
flat, falling = (np.linalg.norm(valley_run(lr, steps=steps).x, axis=-1) for lr in (0.4, FALLING))
step = np.arange(steps + 1)
half = FALLING(step) / np.sqrt(2)

# %%
# Both axes are logarithmic: a power of the step is a straight line.
fig, ax = plt.subplots()
ax.loglog(step[1:], flat[1:], "--", color=COLOR["orange"], label="constant rate")
ax.loglog(step[1:], falling[1:], "-", color=COLOR["blue"], label="falling rate")
ax.loglog(step[1:], half[1:], ":", color=COLOR["ink"], label="half the falling rate in each coordinate")
annotate(ax, "constant rate", (900, flat[900]), (-10, 30), "orange")
annotate(ax, "falling rate", (1200, falling[1200]), (-8, -40), "blue")
annotate(ax, r"$\eta_t/2$ in each", (3, half[3]), (6, -44), "ink")
ax.set(xlabel="step", ylabel="distance to the minimum", ylim=(1e-4, 20))
describe(
    fig,
    "Distance to the minimum against the step, both axes logarithmic. Both runs dip to tiny distances and come back."
    " The dashed one, at a constant rate, then stays on a horizontal line. The solid one, at a falling rate, comes"
    " back to a dotted line, half the rate in each coordinate, and follows it down.",
)

# %%
# The distance now falls like the rate.
