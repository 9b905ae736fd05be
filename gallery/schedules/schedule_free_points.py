r"""
Three points
============

One noisy run on a bowl: where the steps are made, where gradients are taken, and where to evaluate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import ScheduleFree
from optbook.studies.schedules.schedule_free import points

use_style()

# %%
# A hundred steps with the interpolation three quarters.
bowl = Noisy(Quadratic(np.diag([2.0, 4.0])), 1.0, seed=3)
run = points(ScheduleFree(0.4, beta=0.75), bowl, [-2.0, -1.2], 100)

# %%
# Dots for the first two, a line for the average.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.plot(*run.z.T, "s", color=COLOR["orange"], ms=3.5, label="z")
ax.plot(*run.y.T, "o", color=COLOR["blue"], ms=3.5, label="y")
ax.plot(*run.x.T, "-", color=COLOR["ink"], lw=2, label="x")
mark(ax, 0, 0, "X", size=9)
far = int(run.z[:, 1].argmax())
annotate(ax, "z: steps", run.z[far], (34, 6), "orange")
left = int(run.x[2:, 0].argmin()) + 2
annotate(ax, "x: average", run.x[left], (-24, 44))
low = int(run.y[5:, 1].argmin()) + 5
annotate(ax, "y: gradients", run.y[low], (60, -76), "blue")
annotate(ax, "start", run.x[0], (34, -14))
ax.set(xlabel="$x_1$", ylabel="$x_2$", ylim=(-1.6, 1.6))
describe(
    fig,
    "The plane with a cross at the minimum. Squares, where steps are made, scatter widely around it. Dots, where"
    " gradients are taken, scatter a few times less. A line, the average, comes from the side and ends near the cross.",
)

# %%
# The gradients are taken much nearer to the average than the steps are made.
