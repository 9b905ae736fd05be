r"""
Memory that the curvature damps
===============================

Where heavy ball has a floor, Nesterov's momentum has a slope down to zero; the price is a lower limit.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.momentum import heavy_ball
from optbook.studies.momentum.nesterov import component, limit, radius

use_style()

# %%
# One memory, all rates: formulas on a fine grid, runs on a coarse one.
beta, steps = 0.9, 400
a, some = np.linspace(0, 4, 801), np.linspace(0.05, 3.95, 40)
ball, ahead = heavy_ball.radius(a, beta), radius(a, beta)
low = some[some < 2]
found = heavy_ball.run_factor(component(low, np.full_like(low, beta), steps))
found_ball = heavy_ball.measured_factor(some, np.full_like(some, beta), steps)
edges = [limit(beta), 2 * (1 + beta)]

# %%
# Lines are the formulas, marks are read off runs.
fig, ax = plt.subplots()
ax.plot(a, ball, "--", color=COLOR["orange"], lw=1.2, label="heavy ball")
ax.plot(a, ahead, "-", color=COLOR["blue"], lw=1.2, label="nesterov")
ax.plot(some, found_ball, "s", color=COLOR["orange"], ms=3.5, label="heavy ball, measured")
ax.plot(low, found, "o", color=COLOR["blue"], ms=4, label="nesterov, measured")
ax.axhline(1, color=COLOR["muted"], lw=0.8, label="no progress")
mark(ax, edges, [1, 1], "D", size=7)
ax.text(edges[0], 1.14, f"limit {edges[0]:.2f}", ha="right")
ax.text(edges[1], 1.14, f"limit {edges[1]:.1f}", ha="right")
half = 500
annotate(ax, r"heavy ball: $\sqrt{\beta}$", (a[half], ball[half]), (0, -36), "orange")
place = 150
annotate(ax, "Nesterov", (a[place], ahead[place]), (-26, -56), "blue")
ax.set(xlabel=r"rate times curvature, $\eta\lambda$", ylabel="left by a step", xlim=(0, 4.05), ylim=(0, 1.3))
describe(
    fig,
    f"What a step leaves against the product of rate and curvature, for the memory {beta:g}. Heavy ball has a flat"
    f" floor just below one and is stable up to {edges[1]:.1f}. Nesterov's momentum falls from one in a curve that"
    f" becomes steeper, to zero where the product is one, and rises steeply to its limit at {edges[0]:.2f}. Measured"
    " marks lie on both curves.",
)

# %%
# At the product one nothing of a component is left after a single step.
