r"""
The map of rates
================

What a step of heavy ball leaves of one component: colors are measured in runs, lines are the formula.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, draw_image, use_style
from optbook.studies.momentum.rate_map import rate_map

use_style()

# %%
# A run for each pair, and the curves at which the roots change their kind.
runs = rate_map()
root = np.sqrt(runs.beta)
meet, part, limit = (1 - root) ** 2, (1 + root) ** 2, 2 * (1 + runs.beta)
stable = np.ma.masked_greater(runs.measured, 1)
levels = np.arange(2, 10) / 10

# %%
# Colors and lines come from two computations, and agree.
fig, ax = plt.subplots(figsize=(5.0, 4.6))
image = draw_image(ax, runs.a, runs.beta, stable, cmap="Blues", vmin=-0.5, vmax=1.3)
lines = ax.contour(runs.a, runs.beta, runs.theory, levels, colors=COLOR["paper"], linewidths=0.8)
ax.clabel(lines, levels[3:], colors=COLOR["paper"], fontsize=9, manual=[(1, level**2) for level in levels[3:]])
for place, style, name in ((meet, "--", "double root"), (part, "--", "double root, negative"), (limit, "-", "limit")):
    ax.plot(place, runs.beta, ls=style, color=COLOR["ink"], lw=1.6, label=name)
paper = {"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1.5}
ax.text(5 / 3, 4 / 7, "swings", ha="center", va="center", bbox=paper)
ax.text(1 / 2, -1 / 12, "creeps", ha="center")
ax.text(8 / 5, -1 / 12, "alternates", ha="center")
ax.text(3.3, 1 / 5, "diverges", ha="center")
bar = fig.colorbar(image, label="left by a step", pad=0.02)
bar.ax.set_ylim(0, 1)
ax.set(
    xlabel=r"rate times curvature, $\eta\lambda$",
    ylabel=r"memory $\beta$",
    xlim=(0, runs.a[-1]),
    ylim=(-0.12, runs.beta[-1]),
)
describe(
    fig,
    "A map with the product of rate and curvature to the right and the memory upward; the darker, the more a"
    " step leaves. It is palest at the bottom about one, from where two dashed curves rise to the left and to the right"
    " like a bowl."
    " Between them the shade depends on the height only. A straight line on the right is the edge of stability; beyond"
    " it the map is empty. Thin lines of the formula follow the measured shades.",
)

# %%
# Inside the bowl the lines are level: there only the memory counts.
