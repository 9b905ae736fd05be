r"""
The memory that a problem needs
===============================

One slope C and two of minus one: below each curve Adam goes the wrong way.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_failures_runs import bound, crossing

use_style()

# %%
# The large slope at which the drift is zero, against the memory of squares, and the bound of the theorem.
beta2 = 1 - np.linspace(0.9, 0.005, 60)
momenta = (0, 1 / 2, 9 / 10)
curves = [np.array([crossing(3, beta1, each) for each in beta2]) for beta1 in momenta]
most = np.array([bound(3, each) for each in beta2])
forget = 1 - beta2

# %%
# The mean slope has its sign from two on.
fig, ax = plt.subplots()
ax.fill_between(forget, 2, curves[0], color=COLOR["face"], lw=0)
for y, color, line in zip(curves, ("blue", "green", "orange"), ("-", "-.", "--"), strict=True):
    ax.plot(forget, y, line, color=COLOR[color])
ax.plot(forget, most, ":", color=COLOR["ink"])
near = [int(np.argmin(np.abs(forget - each))) for each in (0.5, 0.8, 0.6, 0.25)]
annotate(ax, r"$\beta_1 = 0$", (forget[near[0]], curves[0][near[0]]), (52, 22), "blue")
annotate(ax, rf"$\beta_1 = {momenta[1]:g}$", (forget[near[1]], curves[1][near[1]]), (4, 34), "green")
annotate(ax, rf"$\beta_1 = {momenta[2]:g}$", (forget[near[2]], curves[2][near[2]]), (-10, -30), "orange")
annotate(ax, "bound", (forget[near[3]], most[near[3]]), (-30, 36), "ink")
ax.text(0.05, 3.4, "right", color=COLOR["muted"])
ax.text(0.87, 2.2, "wrong", color=COLOR["muted"], ha="right")
ax.set(xlabel=r"$1 - \beta_2$", ylabel="large slope $C$", ylim=(1.5, 4), xlim=(0, 0.92))
describe(
    fig,
    "Large slope at which the drift of Adam is zero against one minus the memory of squares. The curve without momentum"
    " starts at two for long memories and climbs steeply for short ones; a dotted bound lies above it. With more"
    " momentum the curves are lower. Below a curve, shaded for no momentum, Adam goes the wrong way.",
)

# %%
# For each memory there is a slope above two that misleads Adam; for each slope above two a memory that does not.
