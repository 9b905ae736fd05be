r"""
A start for every pixel
=======================

Each pixel is a start of heavy ball, its shade the minimum in which that run ends.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, draw_image, use_style
from optbook.studies.front.lab import ends

use_style()

# %%
# A start for each pixel, and all run at once.
found = ends()

# %%
# The four minima, each in its own shade.
fig, ax = plt.subplots(figsize=(5, 4.6))
draw_image(ax, found.a, found.b, found.end["heavy ball"], vmin=0, vmax=len(found.minima) - 1)
for name, (x, y) in zip("ABCD", found.minima, strict=True):
    box = {"boxstyle": "circle", "facecolor": COLOR["paper"], "edgecolor": COLOR["ink"]}
    ax.text(x, y, name, ha="center", va="center", bbox=box)
ax.set(xlabel="$x$", ylabel="$y$", aspect="equal")
describe(
    fig,
    "A square of starts in four shades, one for each minimum, A to D. Around each minimum lies a plain region of its"
    " own shade; further out the shades interleave in bands that curl around the four minima, so that two starts side"
    " by side may end far apart.",
)

# %%
# Near a minimum the ball stays; from high up it rolls through one valley after another.
