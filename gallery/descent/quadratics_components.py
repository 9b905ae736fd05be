"""
One run is five runs
====================

Along each eigenvector the run shrinks by a constant factor: five straight lines on a log axis.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import SHADES, annotate, describe, use_style
from optbook.studies.descent.quadratics import components

use_style()

# %%
# The components of one run, and their closed form.
runs = components()
step = np.arange(len(runs.counted))
lowest = 1e-4
seen = [int((np.abs(column) > lowest).sum()) for column in runs.counted.T]

# %%
# Lines are the closed form; dots are the run.
fig, ax = plt.subplots()
for column, (value, shade, count) in enumerate(zip(runs.eigenvalues, SHADES, seen, strict=True)):
    style = "--" if value == runs.eigenvalues[-1] else "-"
    ax.semilogy(step[:count], np.abs(runs.predicted[:count, column]), color=shade, ls=style, label=f"{value:.0f}")
    ax.semilogy(step[:count], np.abs(runs.counted[:count, column]), ".", color=shade, ms=5, label="_run")
places, offsets = (45, 45, 22, 13, 8), ((0, 20), (0, -26), (44, 22), (44, 2), (-14, -44))
for column, (place, offset) in enumerate(zip(places, offsets, strict=True)):
    spot = (place, abs(runs.counted[place, column]))
    annotate(ax, rf"$\lambda$ = {runs.eigenvalues[column]:.0f}", spot, offset)
ax.set(xlabel="step", ylabel="component, absolute", ylim=(lowest, 3))
describe(
    fig,
    "Absolute components of the iterate along five eigenvectors, on a log axis, against the step. Each is a straight"
    f" line; dots of the run lie on the closed form. Eigenvalue {runs.eigenvalues[0]:.0f} gives the flattest line, and"
    f" {runs.eigenvalues[3]:.0f} and {runs.eigenvalues[4]:.0f} the two steepest.",
)

# %%
# After the first few steps only the flattest direction is left.
