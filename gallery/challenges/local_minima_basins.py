"""
Which start ends where
======================

Gradient descent from a row of starts: two ends, and a jump at the maximum of the curve.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.challenges.local_minima import basins, well

use_style()

# %%
# One run from each start, all at once.
runs = basins()
left, top, right = (float(point.x[0]) for point in well())

# %%
# Start against end.
fig, ax = plt.subplots()
ax.plot(runs.start, runs.end, ".", ms=4, label="gradient descent")
ax.axvline(top, color=COLOR["orange"], lw=1.2, ls="--", label="maximum")
annotate(ax, f"boundary {runs.boundary:.4f},\nthe maximum", (top, 0.7), (-52, 24), "orange")
annotate(ax, f"ends at {left:.4f}", (-0.6, left), (0, 30), "blue")
annotate(ax, f"ends at {right:.4f}", (1.4, right), (8, -34), "blue")
ax.set(xlabel="start $x_0$", ylabel="end of the run")
describe(
    fig,
    f"The end of gradient descent against its start from -1 to 2. All starts left of a dashed line at {top:.2f}"
    f" end at one value, {left:.2f}, and all starts right of it at another, {right:.2f}. The line is the maximum of the"
    " curve.",
)

# %%
# Two horizontal rows of dots and nothing between them: each start falls to one of the two minima.
