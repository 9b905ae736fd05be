r"""
The order of the calls
======================

Dashed lines are what was meant. Above, the scheduler is stepped before the update; below, the rate is set after the
epoch.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.off_by_one_rates import BATCHES, RIGHT, cases

use_style()

# %%
# The rate of every update, over the peak.
wrong = cases()
epoch = np.arange(len(RIGHT["factor"]())) / BATCHES
rows = {"stepped first": "stepped first, by epochs", "set after": "set after, from zero"}

# %%
# One panel for each mistake.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 4.8), sharex=True)
for ax, (name, key) in zip(axes, rows.items(), strict=True):
    ax.plot(epoch, RIGHT[wrong[key].right](), color=COLOR["blue"], ls="--", label="meant")
    ax.plot(epoch, wrong[key].rates, color=COLOR["orange"], ls="-", label=name)
    ax.set(ylabel="rate / peak", ylim=(-0.05, 1.12), xlim=(0, epoch[-1] + 1 / BATCHES), yticks=[0, 1 / 2, 1])
    ax.set_yticklabels(["0", "1/2", "1"])
annotate(axes[0], "meant", (1 / 2, 1), (54, -6), "blue")
annotate(axes[0], "stepped first", (3 / 2, wrong[rows["stepped first"]].rates[3 * BATCHES // 2]), (-6, -46), "orange")
annotate(axes[1], "set after the epoch,\nwarmup from zero", (3 / 2, 0), (88, 24), "orange")
annotate(axes[1], "meant", (7, RIGHT["warmup by epochs"]()[7 * BATCHES - 1]), (28, 24), "blue")
axes[1].set_xlabel("epoch")
describe(
    fig,
    "Two panels with the rate of each update against the epoch. Above, a staircase that falls; stepped first, it is one"
    " stair lower from the start. Below, a warmup that rises over three epochs and then falls; set after the epoch, the"
    " first epoch is at the peak, the second at zero, and the rest comes one epoch late.",
)

# %%
# One call in the wrong place moves the whole schedule by an epoch.
