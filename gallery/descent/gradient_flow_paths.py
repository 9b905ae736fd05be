"""
The flow and gradient descent
=============================

The smaller the rate, the closer gradient descent keeps to the flow; near the largest stable rate it zigzags about it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, draw_path, mark, use_style
from optbook.studies.descent.gradient_flow import valley_paths

use_style()

# %%
# One flow in closed form, and gradient descent at three shares of the largest stable rate.
objective, flow, runs = valley_paths()

# %%
# All paths start at the ring and lead to the star.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
draw_contours(ax, objective, np.array([-0.3, -1.1]), np.array([2.8, 1.3]), levels=np.geomspace(0.02, 5, 9))
paper = {"fc": COLOR["paper"], "ec": "none", "pad": 1.5}
offsets = [(34, -8), (30, -24), (-22, 24)]
colors = "orange", "purple", "green"
for (share, x), color, offset, number in zip(runs.items(), colors, offsets, (1, 1, 8), strict=True):
    draw_path(ax, x, f"{share:.2f} of the limit", color)
    annotate(ax, f"{share:.2f}", x[number], offset, color, bbox=paper)
ax.plot(*flow.T, color=COLOR["blue"], lw=2.4, label="flow")
annotate(ax, "flow", flow[25], (0, -36), "blue", bbox=paper)
mark(ax, 0, 0, marker="*", size=11)
ax.set(xlabel="$x_1$", ylabel="$x_2$")
describe(
    fig,
    "Level lines of a narrow quadratic with four paths from one start. The flow first drops smoothly to the"
    f" axis and then follows it. Gradient descent at {min(runs):.2f} of the limit lies close to it; at"
    f" {max(runs):.2f} it jumps from side to side.",
)

# %%
# The flow has no rate, so it cannot overshoot: that is an effect of the finite step.
