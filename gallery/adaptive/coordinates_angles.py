r"""
Steps against the angle
=======================

How many steps to a thousandth of the first value, in one valley at different angles to the axes.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.coordinates import angles

use_style()

# %%
# Each method at the best rate of its grid, anew for each angle.
runs = angles()
looks = {"gradient descent": ("muted", "-", ""), "Adagrad": ("blue", "-", "o"), "RMSProp": ("purple", "-.", "^")}
looks |= {"Adam": ("orange", "--", "s")}
words = {"gradient descent": (3, (0, -24)), "Adagrad": (1, (40, -26)), "RMSProp": (1, (0, 18)), "Adam": (1, (0, 18))}

# %%
# A right angle exchanges the coordinates, and changes nothing.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for name, (color, style, marker) in looks.items():
    steps = runs.steps[name]
    ax.semilogy(runs.degrees, steps, style, marker=marker, color=COLOR[color], ms=5, label=name)
    place, offset = words[name]
    annotate(ax, name, (runs.degrees[place], steps[place]), offset, color)
ax.set(xlabel="angle of the valley, degrees", ylabel=f"steps, median over {runs.starts} starts", ylim=(2, 250))
ax.set_xticks([0, 15, 30, 45, 60, 75, 90])
describe(
    fig,
    "Number of steps on a logarithmic axis against the angle from zero to ninety degrees. Gradient descent is a"
    " horizontal line. Adagrad is an arch: far below that line at both ends, above it in the middle. RMSProp and Adam"
    " are higher and nearly flat, a little higher in the middle.",
)

# %%
# Adagrad's lead is made by the axes.
