r"""
Past the minimum
================

With much memory a run does not stop in the well in which it starts.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.momentum.failures import BARRIER, WELL, well_map

use_style()

# %%
# One run for each start and each memory, at one rate.
runs = well_map()

# %%
# Above the curve, below in which of its two minima a run ends.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.2), sharex=True, height_ratios=(2, 3))
axes[0].plot(runs.start, WELL.f(runs.start), "-", color=COLOR["ink"], label="well")
axes[0].set(ylabel="$f(x)$")
axes[0].text(-1 / 3, -0.62, "poor", ha="center", color=COLOR["orange"])
axes[0].text(1.1, -0.6, "good", ha="center", color=COLOR["blue"])
colors = [COLOR["pale orange"], COLOR["pale blue"]]
axes[1].contourf(runs.start, runs.beta, runs.good.astype(float), (-1, 1 / 2, 2), colors=colors)
axes[1].contour(runs.start, runs.beta, runs.good.astype(float), (1 / 2,), colors=COLOR["ink"], linewidths=1)
for ax in axes:
    ax.axvline(BARRIER, color=COLOR["muted"], lw=1, ls="--", label="barrier")
paper = {"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1.5}
axes[1].text(-1 / 3, 81 / 100, "ends in the\npoor one", ha="center", va="center", bbox=paper, color=COLOR["orange"])
axes[1].text(1.1, 81 / 100, "ends in the\ngood one", ha="center", va="center", bbox=paper, color=COLOR["blue"])
axes[1].set(xlabel="start", ylabel=r"memory $\beta$")
describe(
    fig,
    "Above, a curve with a shallow minimum on the left and a deep one on the right of a barrier, marked by a dashed"
    " line. Below, a map: the start to the right, the memory upward, the shade says in which minimum a run ends. For"
    " the least memories the shades meet at the barrier. For memories near one, stripes of the other shade appear on"
    " both sides, first at the far left and at the far right, then nearer to the barrier.",
)

# %%
# Momentum may leave a poor well, and just as well a good one.
