"""
Wider networks are easier to bring together
===========================================

The barrier between independently trained networks against their width, before and after matching units.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import describe, draw_lines, use_style
from optbook.studies.challenges.symmetry import KINDS, widths

use_style()

# %%
# Three pairs of each width.
found = widths()
sizes = np.array([case.width for case in found])
means = {kind: np.array([case.barriers[kind].mean() for case in found]) for kind in KINDS}
names = dict(zip(KINDS, ("as is", "ordered", "and signed"), strict=True))

# %%
# Means as lines, the pairs as dots.
fig, ax = plt.subplots()
ax.set(xscale="log", yscale="log", xticks=sizes, xticklabels=sizes, xlim=(sizes[0] / 1.15, sizes[-1] * 1.1))
ax.minorticks_off()
for case in found:
    for color, pairs in zip(("C0", "C1", "C2"), case.barriers.values(), strict=True):
        ax.plot(np.full(len(pairs), case.width), pairs, "o", color=color, ms=3, label="_pairs")
draw_lines(ax, sizes, {names[kind]: mean for kind, mean in means.items()})
ax.set(xlabel="hidden units", ylabel="height of the barrier")
describe(
    fig,
    "Height of the barrier between trained networks against the number of hidden units, both on log axes. Three falling"
    " lines: highest as the networks are, lower with ordered units, lowest with signs chosen too. The last two come"
    " close to each other for wide networks.",
)

# %%
# All three lines fall: width alone lowers the barrier, and matching lowers it further.
