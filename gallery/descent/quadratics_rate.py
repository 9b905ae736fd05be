r"""
The best fixed rate
===================

Small rates leave the flat direction, large ones the steep one; the best rate shrinks both alike.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.descent.quadratics import rates

use_style()

# %%
# A row of rates, all in one run.
runs = rates()
kappa = (1 + runs.least) / (1 - runs.least)
flat, steep = np.abs(1 - runs.lr), np.abs(1 - kappa * runs.lr)

# %%
# Lines are the closed forms of the two extremes; dots are measured.
fig, ax = plt.subplots()
ax.plot(runs.lr, flat, color=COLOR["muted"], ls="--", lw=1.3, label="flattest direction")
ax.plot(runs.lr, steep, color=COLOR["orange"], ls="-.", lw=1.3, label="steepest direction")
ax.plot(runs.lr[::6], runs.factor[::6], "o", color=COLOR["blue"], ms=4, label="measured")
mark(ax, runs.best, runs.least)
annotate(ax, rf"$2 / (\mu + L)$ = {runs.best:.4f}" f"\nleaves {runs.least:.4f}", (runs.best, runs.least), (-118, -38))
annotate(ax, r"$|1 - \eta \mu|$", (runs.lr[60], flat[60]), (-10, -30), "muted")
annotate(ax, r"$|1 - \eta L|$", (runs.lr[60], steep[60]), (-34, -16), "orange")
annotate(ax, "measured", (runs.lr[96], runs.factor[96]), (10, 18), "blue")
ax.set(xlabel=r"learning rate $\eta$", ylabel="distance left by a step", ylim=(0, 1.12))
describe(
    fig,
    f"What a step leaves of the distance, against the learning rate, for a condition number of {kappa:.0f}. Measured"
    " dots follow the larger of two lines: one falls slowly from one, the other falls to zero and rises again. The dots"
    f" are lowest where the lines cross, at {runs.best:.4f}.",
)

# %%
# Right of the best rate the factor rises fast: to be a little too bold costs more than to be a little too shy.
