"""
Many starts, one end or two
===========================

Gradient descent from many starts: under a convex loss all runs meet, under another they part.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.objectives import LogisticNeuron, SquaredNeuron
from optbook.studies.convexity.local_is_global import starts

use_style()

# %%
# One batch of runs for each loss, from the same starts.
losses = {"cross entropy": LogisticNeuron, "squared error": SquaredNeuron}
runs = {name: starts(loss) for name, loss in losses.items()}

# %%
# The step is on a log axis: some of the runs begin on a plateau.
fig, axes = plt.subplots(2, sharex=True, sharey=True, figsize=(5, 4.6))
for ax, (name, run), color in zip(axes, runs.items(), ("blue", "orange"), strict=True):
    ax.semilogx(run.step[1:], run.x[1:], "-", color=COLOR[color], lw=1)
    ax.set(ylabel="weight", xlim=(run.step[1], run.step[-1]))
    ax.text(0.98, 0.43, name, color=COLOR[color], transform=ax.transAxes, ha="right", va="center")
axes[1].set_xlabel("step")
describe(
    fig,
    "Weight against step for runs from fifteen starts between -2 and 5. Above, under the cross entropy, all lines run"
    " together into one, just below zero. Below, under the squared error, the lines run together into two: one just"
    f" below zero and one near {runs['squared error'].x[-1].max():.1f}.",
)

# %%
# Above, every run ends at the same weight. Below, the start decides.
