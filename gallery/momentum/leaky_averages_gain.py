"""
Slow swings grow, zigzag shrinks
================================

A leaky sum enlarges what keeps its sign and damps what changes it at each step.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.leaky_averages import gain

use_style()

# %%
# Swings of each frequency, measured and in closed form.
runs = gain(count=61)

# %%
# Lines are the closed form, marks are measured.
fig, ax = plt.subplots()
looks = zip(runs.beta, runs.theory.T, runs.measured.T, ("green", "orange", "blue"), ("^", "s", "o"), strict=True)
spots = zip((45, 3, 1), ((0, 34), (62, 14), (62, 4)), strict=True)
for (beta, form, found, color, shape), (place, offset) in zip(looks, spots, strict=True):
    ax.semilogy(runs.frequency, form, color=COLOR[color], ls="-", lw=1.2, label=f"memory {beta:g}")
    ax.semilogy(runs.frequency[::5], found[::5], shape, color=COLOR[color], ms=4, label="measured")
    annotate(ax, rf"$\beta$ = {beta:g}", (runs.frequency[place], form[place]), offset, color)
ax.axhline(1, color=COLOR["muted"], lw=0.8, label="unchanged")
annotate(ax, f"zigzag: {runs.measured[-1, -1]:.2f}", (runs.frequency[-1], runs.measured[-1, -1]), (-26, 72), "blue")
ax.set(xlabel="swings per step", ylabel="gain of a leaky sum", yticks=[1 / 2, 1, 2, 5, 10])
ax.set_yticklabels(["1/2", "1", "2", "5", "10"])
ax.yaxis.set_minor_formatter("")
describe(
    fig,
    "Gain of a leaky sum, on a log axis, against the frequency of a swing, for three memories. Each curve begins at one"
    " over one minus beta for a constant, falls below one, and ends between one half and two thirds for a zigzag, which"
    " changes its sign at each step. Measured marks lie on the curves.",
)

# %%
# This is why memory helps in a valley: slopes across it are a zigzag, slopes along it are nearly constant.
