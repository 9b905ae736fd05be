r"""
Noise that samples
==================

Langevin steps fill two wells of unequal depth as the density says, wherever the runs began.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.objectives import DoubleWell
from optbook.studies.noise.heavy_tails_wells import double_well_samples

use_style()

# %%
# Last iterates of many runs, half of which began in each well.
found = double_well_samples()
heights, edges = np.histogram(found.x, 40, (-2, 2), density=True)
width = found.place[1] - found.place[0]

# %%
# Above the curve, below what is sampled.
fig, axes = plt.subplots(2, figsize=(5.0, 5.0), sharex=True, height_ratios=(1, 1.6))
shown = np.abs(found.place) < 1.75
axes[0].plot(found.place[shown], DoubleWell().f(found.place[shown]), color=COLOR["ink"], label="loss")
axes[0].set(ylabel="loss", ylim=(-0.4, 3))
axes[1].fill_between(np.repeat(edges, 2)[1:-1], np.repeat(heights, 2), color=COLOR["pale blue"], lw=0)
axes[1].plot(np.repeat(edges, 2)[1:-1], np.repeat(heights, 2), "-", lw=1, color=COLOR["blue"], label="runs")
axes[1].plot(found.place, found.gibbs / width, "--", color=COLOR["orange"], label="exp(-f/T)")
peak = found.gibbs.argmax()
annotate(axes[1], "density\n$e^{-f/T}$", (found.place[peak + 8], found.gibbs[peak + 8] / width), (50, 2), "orange")
axes[1].text(-1.92, 0.14, "runs", color=COLOR["blue"], ha="left", va="center")
axes[1].set(xlabel="$x$", ylabel="density", xlim=(-2, 2), ylim=(0, 1.08))
describe(
    fig,
    "Above, a loss with two wells, the left one deeper. Below, the histogram of where many runs are, with two humps,"
    " the left one twice as large, and the density that the loss defines at this temperature: the two agree.",
)

# %%
# The share of runs in a well follows from its depth and its width.
