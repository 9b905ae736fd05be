"""
How long noise takes to leave a poor minimum
============================================

The colder the run, the longer it stays: on a log axis, escape times lie on a line that theory gives.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.challenges.local_minima import escapes

use_style()

# %%
# Many noisy runs at each noise level, all in one batch.
runs = escapes()

# %%
# Dots with intervals against a line: simulation against theory.
fig, ax = plt.subplots()
ax.semilogy(runs.barrier, runs.theory, color=COLOR["orange"], ls="--", label="theory")
low, high = runs.interval.T
ax.errorbar(runs.barrier, runs.median, (runs.median - low, high - runs.median), fmt="o", capsize=3, label="simulated")
for barrier, median, sigma in zip(runs.barrier, runs.median, runs.sigma, strict=True):
    name = rf"$\sigma$ = {sigma:.2f}"
    ax.annotate(name, (barrier, median), (8, -12), textcoords="offset points", color=COLOR["blue"])
middle = len(runs.barrier) // 2
annotate(ax, "theory", (runs.barrier[middle], runs.theory[middle]), (-60, 22), "orange")
ax.margins(x=0.12)
ax.set_yticks([300, 1000, 3000], ["300", "1000", "3000"])
ax.yaxis.set_minor_formatter("")
ax.set(xlabel=r"barrier over temperature, $\Delta / T$", ylabel="median steps to leave")
describe(
    fig,
    "Median number of steps to leave the poor minimum, on a log axis, against the barrier divided by the temperature."
    " The simulated medians, dots with short intervals, rise along the dashed line of the theory.",
)

# %%
# Each unit on the horizontal axis multiplies the time by nearly the same factor.
