r"""
Three cuts through the map
==========================

Each memory has a flat floor: within it the rate does not matter, and the longer the memory, the wider it is.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.rate_map import cuts

use_style()

# %%
# A row of rates for each of three memories.
runs = cuts()

# %%
# Lines are the formula, marks are measured.
fig, ax = plt.subplots()
looks = zip(runs.beta, runs.theory.T, runs.measured.T, ("green", "orange", "blue"), ("^", "s", "o"), strict=True)
middle = len(runs.a) // 4
offsets = ((64, 20), (0, -22), (0, -18))
for (beta, form, found, color, shape), offset in zip(looks, offsets, strict=True):
    ax.plot(runs.a, form, ls="-", color=COLOR[color], lw=1.2, label=f"formula, memory {beta:g}")
    ax.plot(runs.a[4::11], found[4::11], shape, color=COLOR[color], ms=4, label=f"measured, memory {beta:g}")
    annotate(ax, rf"$\beta$ = {beta:g}", (runs.a[middle], form[middle]), offset, color)
ax.axhline(1, color=COLOR["muted"], lw=0.8, label="no progress")
ax.set(xlabel=r"rate times curvature, $\eta\lambda$", ylabel="left by a step", ylim=(-0.05, 1.25), xlim=(0, 4))
describe(
    fig,
    "What a step leaves against the product of rate and curvature, for three memories. Without memory it is a sharp V"
    " whose tip reaches zero. With memory the curve falls steeply from one to a flat floor and rises steeply at its"
    " other end; the longer the memory, the higher and the wider the floor. Measured marks lie on the curves.",
)

# %%
# A wide spectrum needs a wide floor, and pays for it with its height.
