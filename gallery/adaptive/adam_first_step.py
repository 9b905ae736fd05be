r"""
The first step against the slope
================================

Gradient descent's first step grows with the slope; Adam's is the rate, down to slopes near eps.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_forms import first_steps

use_style()

# %%
# One gradient, of each size; each method from its own start.
slopes, lr = np.logspace(-11, 3, 141), 1 / 100
steps = first_steps(slopes, lr)

# %%
# In units of the rate, on log axes.
fig, ax = plt.subplots()
looks = {"gradient descent": ("orange", "--"), "RMSProp": ("green", "-."), "Adam": ("blue", "-")}
looks |= {"Adam in Keras": ("purple", ":")}
for name, (color, line) in looks.items():
    ax.loglog(slopes, steps[name] / lr, color=COLOR[color], ls=line, label=name)
ax.set(xlabel="slope", ylabel="first step / rate", ylim=(1e-4, 1e2))
ax.set_xticks(10.0 ** np.arange(-10, 3, 4))
annotate(ax, "gradient\ndescent", (0.01, 0.01), (40, -18), "orange")
annotate(ax, "RMSProp", (slopes[65], steps["RMSProp"][65] / lr), (-10, 26), "green")
annotate(ax, "Adam", (slopes[25], steps["Adam"][25] / lr), (-34, 18), "blue")
annotate(ax, "Adam\nin Keras", (slopes[47], steps["Adam in Keras"][47] / lr), (44, -40), "purple")
describe(
    fig,
    "First step over the rate against the slope, on log axes. Gradient descent is a rising straight line. Adam is level"
    " at one for all slopes above a ten-millionth, and falls below that. Keras's form of Adam falls already at slopes"
    " a few hundred times as large. RMSProp is level a little above Adam.",
)

# %%
# The place of eps decides at which slopes the division stops.
