r"""
The best step of a difference
=============================

Shrink the step: the error of a difference falls, then rises again. The complex step has no such turn.
"""

import matplotlib.pyplot as plt

from optbook.drawing import annotate, describe, use_style
from optbook.studies.front.lab import step_sizes

use_style()

# %%
# Slopes of a network along random directions, by three formulas and by backpropagation.
found = step_sizes()
errors = {"forward": found.forward, "central": found.central, "complex step": found.complex}
colors = ["blue", "orange", "green"]

# %%
# On log axes a power of the step is a slope.
fig, ax = plt.subplots()
for error in errors.values():
    ax.loglog(found.h, error)
third = len(found.h) // 3
spots = [found.forward.argmin(), found.central.argmin(), third]
offsets = [(0, 46), (44, -26), (0, 22)]
for (name, error), color, spot, offset in zip(errors.items(), colors, spots, offsets, strict=True):
    annotate(ax, name, (found.h[spot], error[spot]), offset, color)
ax.set(xlabel="step $h$", ylabel="relative error of the slope")
describe(
    fig,
    "Error of a slope against the step, both on log axes. Forward and central differences draw a V each: from the right"
    " the error falls, reaches its least, and rises toward the left; the central one reaches lower, at a larger step."
    " The complex step falls beside the central difference and stays at the level of rounding for all smaller steps.",
)

# %%
# The V has one slope on the left, whatever the formula, and the formula's order on the right.
