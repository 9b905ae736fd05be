r"""
As fast as promised, or faster
==============================

Gradient descent on the rippled bowl: no step leaves more of the value than the PL condition allows.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.convexity.derivatives import SMOOTHNESS, factors, rippled

use_style()

# %%
# What one step leaves of the value, by the place; and whole runs, each as a share of its first value.
x = np.linspace(0.02, 8, 800)
left = factors(x, 1 / SMOOTHNESS)
runs = rippled(steps=20, count=40)
share = runs.value / runs.value[0]

# %%
# The same bound twice: a level line above, a falling one below.
fig, axes = plt.subplots(2, figsize=(5, 5.2))
axes[0].plot(x, left, color=COLOR["blue"], label="one step")
axes[0].axhline(runs.bound[1], color=COLOR["orange"], ls="--", label="bound")
axes[0].text(6, runs.bound[1] + 0.04, r"$1 - \mu/L$", color=COLOR["orange"], ha="center")
axes[0].set(xlabel="place $x_t$", ylabel=r"$f(x_{t+1}) \, / \, f(x_t)$", ylim=(0, 1.15), xlim=(0, x[-1]))
axes[1].semilogy(share, "-", color=COLOR["blue"], lw=0.8)
axes[1].semilogy(runs.bound, color=COLOR["orange"], ls="--", lw=2, label="bound")
annotate(axes[1], r"bound $(1 - \mu/L)^t$", (16, runs.bound[16]), (-4, -30), "orange")
late = int((share > 1e-6).any(1).argmin())
axes[1].text(late + 1, 1e-6, "40 starts", color=COLOR["blue"], va="center")
axes[1].set(
    xlabel="step $t$",
    ylabel=r"$f(x_t) \, / \, f(x_0)$",
    ylim=(1e-12, 4),
    xlim=(0, len(share) - 1),
    xticks=range(0, len(share), 4),
)
describe(
    fig,
    "Above, the share of the value that one step leaves, by the place of the iterate: a curve with a high peak"
    f" near {x[left.argmax()]:.1f}, just below a dashed line, and lower values elsewhere. Below, on a log axis, the"
    " value of forty runs by step: all lie under a slowly falling dashed line, most of them far under it.",
)

# %%
# Only at the peak is the bound nearly met. Close to the minimum the curvature is much greater, and the runs plunge.
