r"""
Restarts
========

A memory that grows forever ends in slow waves; reset at the right moments, it is nearly as fast as a constant one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.accelerated import restart_race

use_style()

# %%
# Four methods at the same rate on logistic regression with a small ridge; below the floor values are rounding.
race, floor = restart_race(), 1e-14
runs = {name: np.where(excess > floor, excess, np.nan) for name, excess in race.items()}

# %%
# On a log axis a linear rate is a straight line.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.semilogy(runs["descent"], "--", color=COLOR["orange"], label="gradient descent")
ax.semilogy(runs["growing"], ":", color=COLOR["purple"], label="growing memory")
ax.semilogy(runs["constant"], "-.", color=COLOR["green"], label="constant memory, told the ridge")
ax.semilogy(runs["restarted"], "-", color=COLOR["blue"], label="restarted")
annotate(ax, "gradient descent", (900, runs["descent"][900]), (30, 22), "orange")
annotate(ax, "growing memory", (1100, runs["growing"][1100]), (8, 36), "purple")
annotate(ax, "restarted", (700, runs["restarted"][700]), (64, 12), "blue")
annotate(ax, "constant,\ntold the ridge", (560, runs["constant"][560]), (-62, -36), "green")
ax.set(xlabel="step", ylabel="value above the least", ylim=(floor, 5), xlim=(0, 1500))
describe(
    fig,
    "Value above the least, on a log axis, against the step. Gradient descent flattens out first. The growing memory"
    " is fast at the start and then falls in slow waves. With restarts it follows the same curve up to the first wave"
    " and then goes down steeply, nearly as fast as the constant memory that was told the ridge, which starts slower.",
)

# %%
# The restarts need no number that describes the function.
