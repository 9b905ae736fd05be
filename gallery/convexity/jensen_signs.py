"""
The sign of the gap
===================

Mean of the values minus value of the mean, on a hundred samples for each of eight functions.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.convexity.jensen import sample_gaps

use_style()

# %%
# The gap of each function, in units of its largest size.
found = sample_gaps(samples=100)
scaled = {name: gaps.gap / np.abs(gaps.gap).max() for name, gaps in found.items()}

# %%
# One row a function, one dot a sample; dots are spread upward only so that they can be told apart.
fig, ax = plt.subplots(figsize=(5, 4.4))
ax.axvline(0, color=COLOR["ink"], lw=1.2, label="_zero")
for row, (name, gap) in enumerate(scaled.items()):
    height = -row + np.linspace(-0.32, 0.32, len(gap))
    for side, color, marker in ((gap >= 0, "blue", "o"), (gap < 0, "orange", "v")):
        ax.plot(gap[side], height[side], marker, color=COLOR[color], ms=3, alpha=0.6, label=f"{name}")
ax.set_yticks(-np.arange(len(scaled)), labels=list(scaled))
ax.grid(visible=False, axis="y")
ax.text(0.03, 1.02, "positive", color=COLOR["blue"], transform=ax.get_xaxis_transform())
ax.text(-0.03, 1.02, "negative", color=COLOR["orange"], ha="right", transform=ax.get_xaxis_transform())
ax.set(xlabel="gap / largest gap of the function", ylabel="function")
describe(
    fig,
    "Eight rows of dots, one row a function, against the gap. All dots of the four convex functions at the top lie"
    " right of zero, all of the two concave ones below them left of zero; the cube and the cosine have dots on both"
    " sides.",
)

# %%
# Six rows keep to one side of zero without exception; the last two do not.
