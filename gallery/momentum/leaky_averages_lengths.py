"""
Three lengths of one memory
===========================

Half-life, window, and the mean that is as quiet: parallel lines, the logarithm of two, one and two over one minus beta.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.leaky_averages import half_life, half_life_counted, white_noise

use_style()

# %%
# Formulas, and what was counted and simulated.
leak = np.geomspace(0.01, 0.5, 60)
some = 1 - np.geomspace(0.01, 0.5, 9)
noise = white_noise(betas=tuple(some[4:]))
quiet = 1 / noise.variance[-1]

# %%
# Memory grows to the right.
fig, ax = plt.subplots()
ax.loglog(1 / leak, (2 - leak) / leak, color=COLOR["green"], ls="-.", label="equally quiet mean")
ax.loglog(1 / leak, 1 / leak, color=COLOR["muted"], ls="-", label="window")
ax.loglog(1 / leak, half_life(1 - leak), color=COLOR["blue"], ls="--", label="half-life")
ax.loglog(1 / (1 - noise.beta), quiet, "^", color=COLOR["green"], ms=6, label="simulated")
ax.loglog(1 / (1 - some), half_life_counted(some), "o", color=COLOR["blue"], ms=4, label="counted, rounded up")
annotate(ax, "as quiet as a mean of", (8, 15), (-44, 30), "green")
annotate(ax, "window", (70, 70), (16, -40), "muted")
annotate(ax, "half-life", (25, half_life(1 - 1 / 25)), (24, -36), "blue")
ax.set(xlabel=r"$1/(1 - \beta)$", ylabel="values")
describe(
    fig,
    "Three lengths of a memory against one over one minus beta, both axes logarithmic: three nearly parallel lines. The"
    " lowest is the half-life, with dots that were counted just on or above it; the middle one the window; the highest"
    " the number of values whose plain mean has the same variance, with simulated triangles on it.",
)

# %%
# All three are proportional for long memories, but they are not the same number.
