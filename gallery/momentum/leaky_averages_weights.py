"""
What a leaky sum weighs
=======================

The weight of a value falls with its age by a constant factor: the larger the memory, the slower.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.leaky_averages import BETAS, half_life, weights

use_style()

# %%
# The weight of each age, for four memories, and the age at which it has halved.
found = weights(BETAS)
places = (12, 5, 1, 0)
offsets = ((84, 20), (128, 34), (156, 54), (164, 0))

# %%
# A dot an age.
fig, ax = plt.subplots()
looks = zip(BETAS, found.T, ("blue", "orange", "green", "purple"), ("o", "s", "^", "D"), strict=True)
for row, (beta, weight, color, shape) in enumerate(looks):
    ax.plot(weight, shape, color=COLOR[color], ms=3.5, ls="-", lw=0.8, label=f"memory {beta:g}")
    name = rf"$\beta$ = {beta:g}" + (f": halved at {half_life(beta):.1f}" if beta else "")
    annotate(ax, name, (places[row], weight[places[row]]), offsets[row], color)
ax.axhline(1 / 2, color=COLOR["muted"], lw=0.8, ls=":", label="one half")
ax.set(xlabel="age in steps", ylabel="weight")
describe(
    fig,
    "Weight of a value against its age, for four memories. All begin at one. For the largest memory the dots fall"
    " slowly, for the next faster, for the third they are near zero after a few steps, and without memory only"
    " the newest value counts. A dotted line at one half is crossed later the larger the memory is.",
)

# %%
# No value is ever forgotten, but most of the weight is young.
