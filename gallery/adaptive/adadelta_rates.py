r"""
Effective rates in the valley
=============================

What multiplies the gradient of each coordinate, and where it ends.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adadelta_forms import VALLEY, valley_run

use_style()

# %%
# One run at the usual eps, and the largest rate at which gradient descent is stable in each coordinate.
rate = valley_run(steps=1600).rate
limit = 2 / VALLEY.matrix.diagonal()

# %%
# Two coordinates, two limits, and one.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
ax.semilogy(rate[:, 0], "-", color=COLOR["blue"], label="flat")
ax.semilogy(rate[:, 1], "--", color=COLOR["orange"], label="steep")
for edge, color in zip(limit, ("blue", "orange"), strict=True):
    ax.axhline(edge, color=COLOR[color], ls=":", lw=1.2)
ax.axhline(1, color=COLOR["muted"], ls=":", lw=1.2)
annotate(ax, "flat: $x_1$", (400, rate[400, 0]), (-44, 24), "blue")
annotate(ax, "steep: $x_2$", (500, rate[500, 1]), (8, -34), "orange")
ax.text(20, limit[0] * 1.3, r"$2/\lambda_1$", color=COLOR["blue"])
ax.text(20, limit[1] / 1.9, r"$2/\lambda_2$", color=COLOR["orange"])
ax.text(20, 1.15, "one", color=COLOR["muted"])
ax.set(xlabel="step", ylabel="effective rate", ylim=(1e-4, 40), xlim=(-20, 1620))
describe(
    fig,
    "Effective rate of both coordinates against the step, on a log axis. Both start far below one and rise slowly. That"
    " of the steep coordinate shoots up when its gradient vanishes, comes back, and stays on a dotted line, the limit"
    " of gradient descent for its curvature. That of the flat coordinate rises later and ends on a dotted line at one,"
    " below its own limit.",
)

# %%
# Where one is below the limit, one is the end; where it is above, the limit is.
