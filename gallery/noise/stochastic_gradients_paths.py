r"""
Three schedules, one noisy bowl
===============================

One run of each kind, and where many of them are at the end: in a wide cloud, short of the minimum, or close to it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, draw_path, use_style
from optbook.studies.noise.stochastic_gradients import bowl, scheduled_runs

use_style()

# %%
# Many runs for each schedule, all with the same noise.
runs = scheduled_runs(lanes=400)

# %%
# One path, and the last iterates of all runs.
fig, axes = plt.subplots(3, figsize=(5.0, 7.2), sharex=True, sharey=True)
notes = ("all runs,\nat the end", "short of\nthe minimum", "close to\nthe minimum")
for ax, (name, run), note in zip(axes, runs.items(), notes, strict=True):
    draw_contours(ax, bowl(), (-5.6, -2.6), (1.2, 1.2), np.geomspace(0.1, 40, 9))
    draw_path(ax, run.x[:, 0], label=f"one run, {name}", every=4)
    ax.plot(*run.x[-1].T, ".", color=COLOR["orange"], ms=2.5, label=f"ends, {name}", zorder=4)
    ax.plot(0, 0, "+", color=COLOR["ink"], ms=11, label="minimum", zorder=6)
    ax.text(-5.5, 0.75, f"{name} rate")
    annotate(ax, note, tuple(np.median(run.x[-1], axis=0)), (22, -66), "orange")
    ax.set(ylabel="$x_2$", xlim=(-5.6, 1.2), ylim=(-2.6, 1.2))
axes[-1].set_xlabel("$x_1$")
describe(
    fig,
    "Three panels with the same ellipses around the minimum and a path from the lower left. At a constant rate the"
    " last iterates of many runs fill a wide spot around the minimum. Under the exponential schedule they lie together,"
    " short of the minimum. Under the polynomial one they lie in a small spot on the minimum.",
)

# %%
# A constant rate never settles, the exponential one settles too early, the polynomial one settles at the minimum.
