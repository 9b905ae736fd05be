"""
What Newton's method ends at
============================

Each pixel is a start on Himmelblau's function, its color the kind of point that Newton's method ends at.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from optbook.drawing import COLOR, SHADES, describe, draw_image, mark, use_style
from optbook.studies.descent.newton_basins import KINDS, basins

use_style()

# %%
# All starts in one batch.
found = basins(count=240, steps=40)
kinds = [point.kind for point in found.points]
minima = [number for number, kind in enumerate(kinds) if kind == "minimum"]

# %%
# Four blues for the minima; one color each for the saddles and for the maximum.
fig, ax = plt.subplots(figsize=(5.0, 5.3))
colors = {"saddle": COLOR["pale orange"], "maximum": COLOR["orange"]}
cells = [colors[kind] if kind in colors else SHADES[minima.index(number)] for number, kind in enumerate(kinds)]
image = np.where(found.end < 0, np.nan, found.end)
draw_image(ax, found.axis, found.axis, image, cmap=ListedColormap(cells), vmin=-0.5, vmax=len(cells) - 0.5)
for kind, marker in zip(KINDS, "oX^", strict=True):
    place = np.array([point.x for point in found.points if point.kind == kind])
    mark(ax, *place.T, marker=marker, size=9)
    ax.plot([], [], marker, color=COLOR["ink"], ms=7, label=f"{kind}: {found.shares[kind]:.0%}")
ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=3, handletextpad=0.1, columnspacing=1)
ax.set(xlabel="$x$ of the start", ylabel="$y$ of the start", aspect="equal")
describe(
    fig,
    "A square of starts, colored by where Newton's method ends. Four blue regions in the corners lead to minima; a"
    " cross of pale regions between them leads to saddles, and a patch in the middle to the maximum. Where regions"
    " meet, their borders break up into ever smaller copies.",
)

# %%
# Each point sits in a patch of its own color: every kind of point attracts.
