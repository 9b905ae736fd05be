"""
Which starts go around
======================

Two first points decide whether heavy ball arrives; those from which it does not form stripes.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.momentum.failures import plane

use_style()

# %%
# A square of pairs of points.
found = plane()

# %%
# Orange: a cycle.  The diagonal is a start from rest.
fig, ax = plt.subplots(figsize=(5.0, 4.4))
ax.contourf(found.points, found.points, found.cycles.astype(float), (1 / 2, 2), colors=[COLOR["orange"]])
ends = found.points[[0, -1]]
ax.plot(ends, ends, "--", color=COLOR["ink"], lw=1.2, label="from rest")
paper = {"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1.5}
ax.text(-5.6, -4.2, "from rest", bbox=paper)
ax.text(-5.6, 5.2, "arrives", bbox=paper)
ax.text(5.7, -5.4, "orange: goes around", bbox=paper, ha="right", color=COLOR["orange"])
ax.set(xlabel="point $x_0$", ylabel="point before it, $x_{-1}$", aspect="equal")
describe(
    fig,
    "A square with the first point to the right and the one before it upward. Most of it is pale: from there heavy ball"
    " arrives. Slanted stripes of orange, of several widths, cross the square: from there it goes around forever. A"
    " dashed diagonal, the starts from rest, cuts through a number of stripes.",
)

# %%
# The cycle is no exception of a single start.
