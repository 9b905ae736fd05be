r"""
What the root remembers
=======================

Weights of past squares in RMSProp's average: the larger the memory, the smaller and the longer.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.momentum.leaky_averages import half_life, weights

use_style()

# %%
# A square of age k has the weight (1 - decay) decay^k; half of all weight is younger than the half-life.
decays, count = np.array([0.5, 0.9, 0.97]), 41
shares = (1 - decays) * weights(decays, count)
halves = half_life(decays)

# %%
# On a log axis powers are straight lines.
fig, ax = plt.subplots()
for decay, share, half, color, style in zip(
    decays, shares.T, halves, ("green", "blue", "orange"), ("-.", "-", "--"), strict=True
):
    ax.semilogy(np.arange(count), share, ls=style, color=COLOR[color], label=f"decay {decay:g}")
    mark(ax, half, (1 - decay) / 2, color=color, size=8)
annotate(ax, rf"$\gamma$ = {decays[0]:g}", (7, shares[7, 0]), (52, 4), "green")
annotate(ax, rf"$\gamma$ = {decays[1]:g}", (28, shares[28, 1]), (-34, -34), "blue")
annotate(ax, rf"$\gamma$ = {decays[2]:g}", (34, shares[34, 2]), (0, 34), "orange")
annotate(ax, "half-lives", (halves[1], (1 - decays[1]) / 2), (52, 40))
ax.set(xlabel="age of a squared gradient (steps)", ylabel="weight", ylim=(1e-4, 1), xlim=(-1, count))
describe(
    fig,
    "Weight of a squared gradient against its age, on a log axis: three falling straight lines. The line of the"
    " smallest memory begins highest and falls steeply; that of the largest begins lowest and is nearly flat. A dot on"
    " each marks the age at which the weight has halved, farther to the right for a larger memory.",
)

# %%
# The weights of each line have the sum one, once all ages are counted.
