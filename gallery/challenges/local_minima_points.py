"""
Three stationary points of x cos(pi x)
======================================

The slope is zero at three places; only the rightmost is the lowest point of the curve.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import annotate, describe, mark, use_style
from optbook.objectives import CosineWell
from optbook.studies.challenges.local_minima import well

use_style()

# %%
# The curve and its stationary points, found from many starts.
x = np.linspace(-1, 2, 400)
points = well()

# %%
# Every mark carries the coordinates that were computed for it.
fig, ax = plt.subplots()
ax.plot(x, CosineWell().f(x))
names = ["local minimum", "maximum", "global minimum"]
offsets = [(0, -46), (26, 62), (-6, -34)]
for name, offset, point in zip(names, offsets, points, strict=True):
    mark(ax, point.x, point.value)
    annotate(ax, f"{name}\n({point.x[0]:.4f}, {point.value:.4f})", (point.x[0], point.value), offset)
ax.set(ylim=(-2.1, 2.1), xlabel="$x$", ylabel=r"$f(x) = x\,\cos(\pi x)$")
describe(
    fig,
    "A curve over the interval from -1 to 2 falls to a shallow valley left of zero, rises to a low crest right of zero,"
    " then falls into a much deeper valley and climbs steeply. The two valleys and the crest are marked with"
    " their coordinates; the shallow valley is a local minimum, the deep one the global minimum.",
)

# %%
# The shallow valley is a minimum all the same: no small step from its floor goes down.
