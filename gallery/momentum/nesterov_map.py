r"""
The map of rates of Nesterov's momentum
=======================================

The bowl of heavy ball leans over: its right rim stands upright at the product one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, SHADES, describe, use_style
from optbook.studies.momentum.nesterov import limit, rate_map

use_style()

# %%
# One run for each pair; the formula for the lines.
runs = rate_map()
beta = runs.beta
double = 1 - 4 * beta / (1 + beta) ** 2
stable = np.ma.masked_invalid(np.where(runs.measured < 1, runs.measured, np.nan))

# %%
# Edges of the shades are measured, thin lines are the formula.
fig, ax = plt.subplots(figsize=(5.0, 4.2))
levels = np.linspace(0, 1, 6)
image = ax.contourf(runs.a, beta, stable, levels, colors=[COLOR["face"], *SHADES[:4]])
ax.contour(runs.a, beta, runs.theory, levels[1:-1], colors=COLOR["ink"], linewidths=0.7)
ax.plot(limit(beta), beta, "-", color=COLOR["orange"], lw=1.8, label="limit")
ax.plot(double, beta, "--", color=COLOR["ink"], lw=1.6, label="double root, positive")
ax.plot(np.ones_like(beta), beta, "--", color=COLOR["ink"], lw=1.6, label="double root, zero")
paper = {"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1.5}
ax.text(3 / 5, 2 / 3, "swings", ha="center", va="center", bbox=paper)
ax.text(2 / 5, -1 / 12, "creeps", ha="center")
ax.text(7 / 5, -1 / 12, "alternates", ha="center")
ax.text(7 / 4, 2 / 3, "diverges", ha="center")
fig.colorbar(image, label="left by a step", pad=0.02)
ax.set(
    xlabel=r"rate times curvature, $\eta\lambda$",
    ylabel=r"memory $\beta$",
    xlim=(0, runs.a[-1]),
    ylim=(-0.12, beta[-1]),
)
describe(
    fig,
    "A map with the product of rate and curvature to the right and the memory upward; the stronger the shade, the more"
    " a step leaves. It is faintest along an upright dashed line at the product one. Another dashed line leans to the"
    " left from its foot. Between them the shade fades toward the upright line. To the right of it the shade grows fast"
    " up to a bent edge, the limit, which leans to the left; beyond it the map is empty.",
)

# %%
# A longer memory lowers the limit, from two to four thirds.
