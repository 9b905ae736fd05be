"""
All eigenvalues of a small network
==================================

The Hessian of one function, written for inputs as they are and for inputs with their mean subtracted.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.challenges.landscapes import spectra, widest_gap

use_style()

# %%
# Two dense Hessians and their eigenvalues, the largest first.
found = spectra()
rank = np.arange(1, len(found.pixels) + 1)
outliers, _ = widest_gap(found.pixels)
negative = int((found.pixels < -1e-12).sum())

# %%
# A logarithmic rank spreads the few that matter; the axis of values is linear near zero.
fig, ax = plt.subplots(figsize=(5, 3.6))
ax.set(xscale="log", ylim=(-0.02, 4))
ax.set_yscale("symlog", linthresh=0.01, linscale=0.5)
ax.plot(rank, found.pixels, "o", ms=3.5, label="pixels as they are")
ax.plot(rank, found.centered, "s", ms=3, mfc=COLOR["paper"], label="mean subtracted")
annotate(ax, f"{outliers} outliers", (outliers, found.pixels[outliers - 1]), (48, 8), "blue")
annotate(ax, "mean subtracted:\nno outliers", (2, found.centered[1]), (10, -58), "orange")
annotate(ax, f"{negative} negative", (rank[-1], found.pixels[-1]), (-92, 2), "ink")
ticks = [-0.01, 0, 0.01, 0.1, 1]
ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
ax.set(xlabel="rank", ylabel="eigenvalue")
describe(
    fig,
    "Eigenvalues of a Hessian against their rank, both axes logarithmic, values near zero on a linear part. For pixels"
    " as they are, six eigenvalues from about 1 to 2 stand apart, then there is a gap, and the rest fall off to zero;"
    " the last few are slightly negative. With the mean subtracted the six are missing and the rest is much the same.",
)

# %%
# The six belong to the coordinates, not to the function: both Hessians are of one network.
