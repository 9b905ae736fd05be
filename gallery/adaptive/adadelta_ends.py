r"""
Two ends
========

Distance to the minimum on parabolas of curvatures below two and above it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adadelta_forms import ends, expected_growth

use_style()

# %%
# Three curvatures at the usual eps, and the law of the last.
curvatures, every = (0.2, 1.9, 4.0), 5
distance = ends(curvatures, steps=1500, every=every)
step = every * np.arange(len(distance))
law = np.sqrt(expected_growth(curvatures[-1]) * step)

# %%
# The lowest decades are cut off.
fig, ax = plt.subplots()
for y, color, line in zip(distance.T, ("blue", "green", "orange"), ("-", "-.", "--"), strict=True):
    ax.semilogy(step, np.maximum(y, 1e-300), line, color=COLOR[color])
ax.semilogy(step[1:], law[1:], ":", color=COLOR["ink"])
places = {0: (130, (44, 24), "blue"), 1: (100, (-60, -14), "green"), 2: (220, (-20, -46), "orange")}
for lane, (at, offset, color) in places.items():
    annotate(ax, f"curvature {curvatures[lane]:g}", (step[at], distance[at, lane]), offset, color)
ax.set(xlabel="step", ylabel="distance to the minimum", ylim=(1e-40, 1e3))
describe(
    fig,
    "Distance to the minimum against the step, on a log axis, for three curvatures. The two below two fall for good,"
    " along straight lines. The one above two falls, comes back, and then rises slowly along a dotted curve, the law of"
    " the text.",
)

# %%
# Near the minimum the effective rate is one, and gradient descent at that rate is stable below a curvature of two.
