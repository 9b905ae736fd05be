"""
The same starts with absolute eigenvalues
=========================================

Saddle-free Newton on Himmelblau's function: every start leads to one of the four minima.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap

from optbook.drawing import COLOR, SHADES, describe, draw_image, mark, use_style
from optbook.optimizers import SaddleFreeNewton
from optbook.studies.descent.newton_basins import KINDS, basins

use_style()

# %%
# All starts in one batch.
found = basins(SaddleFreeNewton, count=160, steps=25)
kinds = [point.kind for point in found.points]
minima = [number for number, kind in enumerate(kinds) if kind == "minimum"]

# %%
# The colors and marks are those of the figure of Newton's method.
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
    "The same square of starts, now all blue: four regions, one around each minimum. The saddles lie on the borders"
    " between the regions, and the maximum where they come together. Some of the borders are"
    " ragged.",
)

# %%
# Saddles and the maximum have lost their patches: runs leave them.
