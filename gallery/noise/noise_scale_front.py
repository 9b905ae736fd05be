"""
One hyperbola
=============

Steps against gradients, each in units of its least, for three problems: what one gains the other loses.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.noise_scale import airfoil_steps, digits_law, round_descent, round_law
from optbook.studies.noise.noise_scale_digits import SIZES, arrivals

use_style()

# %%
# A quadratic of one curvature, the regression, and the classifier of digits.
sizes = np.geomspace(8, 8000, 10).round()
round_steps = np.array([round_descent(size).steps for size in sizes])
found = airfoil_steps()
digit_steps = np.array([arrivals(size).steps.mean() for size in SIZES])
runs = {
    "round quadratic": (round_law(), sizes, round_steps),
    "airfoils": (found.law, found.batch_size, found.steps),
    "digits": (digits_law(), np.array(SIZES), digit_steps),
}

# %%
# Both axes start at one, the least there is.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ratio = np.geomspace(1e-3, 1e3, 300)
ax.loglog(1 + ratio, 1 + 1 / ratio, "-", color=COLOR["muted"], lw=1.4, label="hyperbola")
looks = (("blue", "o", 7), ("orange", "s", 6), ("green", "^", 8))
for (name, (law, size, steps)), (color, shape, big) in zip(runs.items(), looks, strict=True):
    x, y = steps / law.least_steps, steps * size / law.least_gradients
    ax.loglog(x, y, shape, color=COLOR[color], ms=big, label=name, markeredgecolor=COLOR["paper"])
ax.set(xlabel="steps over the least", ylabel="gradients over the least", xlim=(0.8, 60), ylim=(0.8, 60))
ax.set_xticks(ticks := [1, 2, 5, 10, 20, 50], [f"{tick}" for tick in ticks])
ax.set_yticks(ticks := [1, 2, 5, 10, 20, 50], [f"{tick}" for tick in ticks])
ax.minorticks_off()
places = ((7, (60, 30)), (6, (78, 6)), (2, (20, 40)))
for (name, (law, size, steps)), (color, *_), (place, offset) in zip(runs.items(), looks, places, strict=True):
    at = (steps[place] / law.least_steps, steps[place] * size[place] / law.least_gradients)
    annotate(ax, name, at, offset, color)
describe(
    fig,
    "Gradients to the target, in units of the least, against steps in units of the least, on log axes. The squares of"
    " the regression lie on a hyperbola with its bend at two and two, the dots of the round quadratic on it or a little"
    " below. The triangles of the digits lie farther below it, farthest near the bend.",
)

# %%
# At the bend both costs are twice their least.
