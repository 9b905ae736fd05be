"""
Equal units part only if they are pushed
========================================

Two units of a network start almost equal: their distance grows at a rate that does not depend on the push.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.challenges.symmetry import tied_units

use_style()

# %%
# The same training from starts that differ in the push only.
runs = tied_units()

# %%
# Distance on a log axis; the run without a push has distance 0, which such an axis does not show.
fig, ax = plt.subplots()
for gap, distance, color in zip(runs.gap[1:], runs.distance.T[1:], ("shade 2", "shade 4", "ink"), strict=True):
    ax.semilogy(runs.step, distance, "-", color=COLOR[color], label=f"push {gap:.0e}")
    name = f"push $10^{{{np.log10(gap):.0f}}}$"
    ax.annotate(name, (0, gap), (4, -11), textcoords="offset points", va="center", color=COLOR[color])
ax.set_ylim(bottom=runs.gap[1] / 40)
ax.set(xlabel="step", ylabel="distance between the two units")
describe(
    fig,
    "Distance between two units of a network, on a log axis, against the step, for pushes of a billionth, a millionth"
    " and a thousandth. The three curves rise side by side, a thousandfold apart; the upper ones level off once the"
    " distance is near 1.",
)

# %%
# Side by side: the push sets the start of the climb, not its rate.
