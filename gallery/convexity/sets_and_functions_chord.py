"""
A segment that leaves its set
=============================

Two sets of the plane: one that holds every segment between its points, one that does not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_region, mark, use_style
from optbook.studies.convexity.sets_and_functions import BITTEN, LENS, boundary_segment

use_style()

# %%
# A segment of the first set; of the second, the one that leaves it furthest, of those between random boundary points.
inside = np.array([[-1.4, 0.75], [-0.85, -0.6]])
worst = boundary_segment(BITTEN)

# %%
# Both in one plane.
fig, ax = plt.subplots(figsize=(5, 3.1))
for region, color in ((LENS, "blue"), (BITTEN, "orange")):
    draw_region(ax, region, (-2, -1.1), (2, 1.1), color)
ax.plot(*inside.T, "o-", color=COLOR["ink"], ms=5, label="segment that stays")
ax.plot(*np.array([worst.start, worst.end]).T, "o--", color=COLOR["ink"], ms=5, label="segment that leaves")
mark(ax, *worst.worst, marker="X", color="orange", size=10)
annotate(ax, "not in\nthe set", tuple(worst.worst), (40, 0))
ax.text(-1.1, -1.35, "convex", color=COLOR["blue"], ha="center", va="bottom")
ax.text(0.9, -1.35, "not convex", color=COLOR["orange"], ha="center", va="bottom")
ax.set(aspect="equal", xlabel="$x_1$", ylabel="$x_2$", xlim=(-2, 2), ylim=(-1.4, 1.15))
describe(
    fig,
    "Two sets of the plane. On the left a lens with a segment between two of its points that stays inside. On the"
    " right a disk with a round bite; a dashed segment between the two tips of the bite runs outside the set,"
    " and its outermost point is marked with a cross.",
)

# %%
# One segment that leaves settles the matter; no number of segments that stay does.
