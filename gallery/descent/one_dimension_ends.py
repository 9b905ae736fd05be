"""
Where runs end, against the rate
================================

Each column shows where a run from 10 is after many steps. Columns of one dot have converged.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.one_dimension import WAVE, ends, limits

use_style()

# %%
# Three hundred rates at once; the last iterates of each.
runs = ends()
(poor,), (good,) = WAVE.minima
at_poor, at_good = limits()

# %%
# Dashed lines stand where the curvature of a minimum allows no more.
fig, ax = plt.subplots(figsize=(5, 3.8))
ax.axvline(at_good, color=COLOR["green"], ls="--", lw=1.2, label="limit of the good minimum")
ax.axvline(at_poor, color=COLOR["orange"], ls="--", lw=1.2, label="limit of the poor minimum")
ax.plot(runs.lr, runs.x, ".", ms=2.2, color=COLOR["blue"], label="last iterates")
annotate(ax, f"limit\n{at_good:.3f}", (at_good, 1.6), (-40, 0), "green")
annotate(ax, f"limit\n{at_poor:.3f}", (at_poor, 4.6), (38, 0), "orange")
annotate(ax, "good minimum", (0.8, good), (0, -30), "blue")
annotate(ax, "poor minimum", (1.85, poor), (-48, 22), "blue")
ax.set(xlabel=r"rate $\eta$", ylabel="iterates after 1500 steps")
describe(
    fig,
    f"Last iterates against the rate. Up to {at_good:.2f} all runs are at the good minimum, {good:.2f}. There the line"
    " splits in two, then in more, and the dots fill a cloud. At larger rates runs are at the poor minimum,"
    f" {poor:.2f}, until at {at_poor:.2f} this line splits in two as well.",
)

# %%
# A line of dots splits in two exactly where the rate passes two over the curvature.
