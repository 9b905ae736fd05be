"""
The set above the graph
=======================

A function is convex exactly when the set of points on or above its graph is.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import Epigraph
from optbook.drawing import COLOR, annotate, describe, draw_region, mark, use_style
from optbook.studies.convexity.sets_and_functions import CURVES, REACH, chords, epigraph_segment

use_style()

# %%
# Of the cosine the segment that leaves the epigraph furthest; of the parabola its highest chord, which stays inside.
names = list(CURVES)[:2]
chord, worst = chords()[names[0]].highest, epigraph_segment(CURVES[names[1]])
ends = np.concatenate([chord.start, chord.end])
stays = np.column_stack([ends, CURVES[names[0]].value(ends[:, None])])
leaves = np.array([worst.start, worst.end])

# %%
# The epigraph is shaded up to the upper edge of the drawing.
fig, axes = plt.subplots(2, figsize=(5, 5), sharex=True)
limits = (-0.3, 2.6), (-2.1, 1.9)
for ax, name, (floor, top), segment, line in zip(axes, names, limits, (stays, leaves), ("-", "--"), strict=True):
    draw_region(ax, Epigraph(CURVES[name]), (-REACH, floor), (REACH, top))
    ax.plot(*segment.T, line, color=COLOR["ink"], marker="o", ms=5, label="segment")
    ax.text(0, top - 0.12, "epigraph", color=COLOR["blue"], va="top", ha="center")
    ax.set(ylabel=f"$t$ and {name}", ylim=(floor, top))
mark(axes[1], *worst.worst, marker="X", color="orange", size=10)
annotate(axes[1], "below the graph", tuple(worst.worst), (0, -28))
axes[-1].set_xlabel("$x$")
describe(
    fig,
    "Above, the shaded set of points on or above a parabola, with a segment inside it. Below, the same for a cosine: a"
    " dashed segment between two points of the set runs below one of the crests and leaves the set there.",
)

# %%
# Where the graph has a crest, the set above it has a dent, and a segment gets out.
