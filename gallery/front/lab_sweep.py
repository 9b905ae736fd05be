r"""
Six hundred learning rates in one run
=====================================

A rate that is an array makes a lane for each of its entries: three calls of ``descend`` draw three curves.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, use_style
from optbook.studies.front.lab import sweep

use_style()

# %%
# How many steps each method needs, at each rate.
found = sweep()

# %%
# Each curve ends where its method stops being stable, or no longer settles.
fig, ax = plt.subplots()
offsets = [(62, 46), (-4, -34), (30, 30)]
for (name, steps), color, offset in zip(found.steps.items(), ["blue", "orange", "green"], offsets, strict=True):
    ax.loglog(found.lr, steps)
    best = np.nanargmin(steps)
    annotate(ax, name, (found.lr[best], steps[best]), offset, color)
ax.set(xlabel=r"learning rate $\eta$", ylabel=f"steps until 1/{1 / found.share:.0f} of the height", ylim=(30, 1300))
describe(
    fig,
    "Steps until a run stays below a small part of its first height, against the learning rate, on log axes. Gradient"
    " descent falls along a straight line and ends at its limit. Heavy ball is low and flat over a wide range of rates"
    " and ends at nearly twice that limit. Adam falls beside gradient descent and then stays low at all larger rates.",
)

# %%
# Gradient descent has one good rate, heavy ball a range of them; Adam has no upper limit here.
