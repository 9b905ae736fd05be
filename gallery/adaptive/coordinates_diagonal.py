r"""
What a random turn leaves of the diagonal
=========================================

The diagonal of a matrix with curvatures from one to a thousand, before and after it is turned at random.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.coordinates import diagonals

use_style()

# %%
# Three turns; the entries of each in their order.
dim = 64
curvatures, turned = diagonals(dim, 3)
rank = np.arange(1, dim + 1)

# %%
# A flat line is one number for all.
fig, ax = plt.subplots(figsize=(5.0, 3.2))
ax.semilogy(rank, curvatures, "-", color=COLOR["blue"], label="along the axes")
for entries, style in zip(np.sort(turned, axis=1), ("--", "-.", ":"), strict=True):
    ax.semilogy(rank, entries, style, color=COLOR["orange"], label="turned")
ax.axhline(curvatures.mean(), color=COLOR["muted"], lw=1)
annotate(ax, "along the axes", (rank[20], curvatures[20]), (50, -22), "blue")
annotate(ax, "turned at random,\nthree times", (rank[12], np.sort(turned[0])[12]), (-6, 42), "orange")
ax.set(xlabel="entry of the diagonal, in order", ylabel="its size")
describe(
    fig,
    "Sixty-four diagonal entries in ascending order on a logarithmic axis. Along the axes they rise on a straight line"
    " from one to a thousand. After each of three random turns they rise hardly at all and stay near a horizontal line,"
    " the mean of the curvatures.",
)

# %%
# A diagonal that is nearly constant says nothing about the curvatures.
