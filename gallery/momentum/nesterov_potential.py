r"""
A potential that never rises
============================

The value may go up; the sum of the weighted value and a squared distance may not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.accelerated import potential_run, problems

use_style()

# %%
# Accelerated gradient on logistic regression.
run = potential_run(problems()["logistic"], 600)
step = np.arange(1, len(run.total))

# %%
# Above the potential and its two parts, below the value and its bound.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.4), sharex=True)
axes[0].semilogx(step, run.total[1:], "-", color=COLOR["ink"], label="potential")
axes[0].semilogx(step, run.value[1:], "-.", color=COLOR["blue"], lw=1.4, label="weighted value")
axes[0].semilogx(step, run.distance[1:], "--", color=COLOR["orange"], lw=1.4, label="squared distance")
axes[1].loglog(step, run.bound[1:], ":", color=COLOR["muted"], label="bound")
axes[1].loglog(step, run.excess[1:], "-", color=COLOR["blue"], lw=1.4, label="value above the least")
peak = run.value.argmax()
annotate(axes[0], "potential", (8, run.total[8]), (58, 26))
annotate(axes[0], "squared distance", (4, run.distance[4]), (-8, -60), "orange")
annotate(axes[0], "weighted value", (peak, run.value[peak]), (48, 34), "blue")
annotate(axes[1], "bound", (20, run.bound[20]), (30, 24), "muted")
annotate(axes[1], "value", (100, run.excess[100]), (-54, -24), "blue")
axes[0].set(ylabel="share of the first potential", ylim=(0, 1.05))
axes[1].set(xlabel="step", ylabel="value above the least")
describe(
    fig,
    "Two pictures against the step on a log axis. Above, the potential starts near one and goes down, never up. Of its"
    " two parts the squared distance falls faster, and the weighted value first rises to a hump and then swings. Below,"
    " the value falls and ends in waves, with many rises, all below a dotted straight line, the bound.",
)

# %%
# What the value gains at a rise, the distance loses, and more.
