"""
Slopes find more digits than values
===================================

Bisection by slopes goes down to rounding; golden section by values stops halfway.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.line_search import closing

use_style()

# %%
# Both close in on the same minimum from the same interval.
runs = closing()
width = np.diff(runs.bisection, axis=1)[:, 0]
step = np.arange(len(width))
slopes, values = runs.error(runs.bisection), runs.error(runs.golden)
seen = slopes > 0
root = np.sqrt(np.finfo(float).eps)

# %%
# Errors on a log axis.
fig, ax = plt.subplots()
ax.semilogy(step[:52], width[:52] / 2, color=COLOR["muted"], lw=1.2, ls=":", label="half of the interval")
ax.semilogy(step[seen], slopes[seen], "o", ms=4, color=COLOR["blue"], label="bisection, by slopes")
ax.semilogy(step, values, "s", ms=3.5, color=COLOR["orange"], label="golden section, by values")
ax.axhline(root, color=COLOR["ink"], lw=1, ls="--", label="root of the unit of rounding")
annotate(ax, "bisection,\nby slopes", (33, slopes[33]), (-52, -22), "blue")
annotate(ax, "golden section,\nby values", (66, values[66]), (0, -36), "orange")
annotate(ax, "root of the unit of rounding", (66, root), (-30, 30))
annotate(ax, "half of the interval", (12, width[12] / 2), (64, 26), "muted")
ax.set(xlabel="step", ylabel="error of the middle")
describe(
    fig,
    "Error of the interval's middle against the step, on a log axis. Bisection falls along a steep straight line down"
    " to the rounding of the computer. Golden section falls less steeply and then stays, near the root of the unit of"
    " rounding, for good.",
)

# %%
# Near its minimum a curve is flat: a move of the root of the unit changes the value by less than rounding.
