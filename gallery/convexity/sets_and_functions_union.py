"""
Intersections stay convex, unions do not
========================================

Two disks: what they share is convex, what they cover together is not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_region, mark, use_style
from optbook.studies.convexity.sets_and_functions import DISKS, boundary_segment

use_style()

# %%
# The segment that leaves the union furthest, of those between random points of its boundary.
one, two = DISKS
worst = boundary_segment(one | two)

# %%
# The union below, the intersection upon it.
fig, ax = plt.subplots(figsize=(5, 3.6))
draw_region(ax, one | two, (-2, -1.2), (2, 1.3), "orange")
draw_region(ax, one & two, (-2, -1.2), (2, 1.3), "blue")
ax.plot(*np.array([worst.start, worst.end]).T, "o--", color=COLOR["ink"], ms=5, label="segment that leaves")
mark(ax, *worst.worst, marker="X", color="orange", size=10)
annotate(ax, "leaves the union", tuple(worst.worst), (0, 34))
ax.text(0.0, 0.1, "inter-\nsection", color=COLOR["blue"], ha="center", va="center")
ax.text(-0.95, 0.0, "union", color=COLOR["orange"], ha="center", va="center")
ax.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$", xlim=(-2, 2), ylim=(-1.2, 1.65))
describe(
    fig,
    "Two overlapping disks. Their intersection, a lens, is shaded apart from the rest of their union. A dashed segment"
    " between points of the two disks passes through the notch where their circles meet and leaves the union there.",
)

# %%
# The notch of the union lets a segment out; the lens has none.
