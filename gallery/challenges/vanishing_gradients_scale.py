"""
The scale of the weights decides
================================

By which factor the gradient changes a layer, against the variance of the weights: below 1 it vanishes, above 1 it
explodes.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.challenges.vanishing_gradients import scales

use_style()

# %%
# Theory of wide networks for a row of scales, and networks drawn at a few of them.
runs = scales()

# %%
# Lines are theory, dots with intervals of two standard errors are networks.
fig, ax = plt.subplots(figsize=(5, 3.8))
ax.axhline(1, color=COLOR["muted"], lw=1.2, label="_unchanged")
looks = {"relu": ("blue", "-", "o"), "tanh": ("orange", "--", "s"), "sigmoid": ("purple", "-.", "^")}
for name, (color, line, marker) in looks.items():
    ax.loglog(runs.scale, runs.theory[name], color=COLOR[color], ls=line, label=name)
    error = 2 * runs.error[name]
    ax.errorbar(runs.drawn, runs.simulated[name], error, fmt=marker, ms=6, color=COLOR[color], capsize=3)
ax.text(0.04, 0.9, "above 1 it explodes", color=COLOR["muted"], transform=ax.transAxes)
ax.text(0.96, 0.06, "below 1 it vanishes", color=COLOR["muted"], ha="right", transform=ax.transAxes)
ax.set(xlabel=r"scale $s$ = inputs $\times$ variance of a weight", ylabel="gradient's ratio a layer")
label_ends(ax)
describe(
    fig,
    "The gradient's ratio a layer against the scale of the weights, both on log axes. The line of relu is straight and"
    " crosses 1 at a scale of 2; tanh crosses it between 1 and 2 and flattens; sigmoid starts lowest and reaches 1"
    " only at a scale above 100. Dots of drawn networks lie on the lines.",
)

# %%
# At this depth each activation has one scale that keeps the gradient's size; for sigmoid it is over fifty times that of
# tanh.
