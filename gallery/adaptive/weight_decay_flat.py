r"""
Who is decayed
==============

Two weights that the loss does not need, one with large noisy gradients, one with small ones.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.weight_decay import DECAY, LR, flat_runs

use_style()

# %%
# Means over all lanes, and their theory.
runs = flat_runs()
coupled, beside = runs.coupled.mean(1), runs.beside.mean(1)
power = (1 - LR * DECAY) ** runs.step
middle = len(runs.step) // 2

# %%
# On a log axis a constant share is a straight line.
fig, ax = plt.subplots(figsize=(5.0, 3.5))
ax.semilogy(runs.step, runs.theory, color=COLOR["ink"], ls=":", lw=1.2, zorder=4, label="_theory")
ax.semilogy(runs.step, power, color=COLOR["ink"], ls=":", lw=1.2, zorder=4, label="_theory")
ax.semilogy(runs.step, coupled[:, 0], color=COLOR["orange"], ls="-", label="penalty, large gradients")
ax.semilogy(runs.step, coupled[:, 1], color=COLOR["orange"], ls="--", label="penalty, small gradients")
ax.semilogy(runs.step, beside[:, 0], color=COLOR["blue"], ls="-", label="AdamW, large gradients")
ax.semilogy(runs.step, beside[:, 1], color=COLOR["blue"], ls="--", label="AdamW, small gradients")
annotate(ax, "penalty, large gradients", (runs.step[middle], coupled[middle, 0]), (20, 22), "orange")
annotate(ax, "AdamW, both", (runs.step[middle], beside[middle, 0]), (58, 14), "blue")
annotate(ax, "penalty, small gradients", (runs.step[middle], coupled[middle, 1]), (-56, -34), "orange")
ax.set(xlabel="step", ylabel="mean weight", ylim=(0.1, 1.3))
ax.set_yticks(ticks := np.array([1, 2, 5, 10]) / 10, [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Mean weight against the step, on a log axis. With a penalty in Adam the coordinate with large gradients hardly"
    " falls and the one with small gradients falls fastest. Under AdamW both fall along the same line. Dotted curves,"
    " the theory, lie on all of them.",
)

# %%
# The penalty is divided by the size of the gradients, and the decay of AdamW is not.
