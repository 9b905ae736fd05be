"""
One sample in place of all
==========================

Each dot is the gradient of one sample: right on average, and still scattered where the average is zero.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.noise.stochastic_gradients import cloud

use_style()

# %%
# The gradient of each sample's loss, at two places.
found = cloud()

# %%
# Above the start, below the minimum, on the same axes.
fig, axes = plt.subplots(2, figsize=(5.0, 5.8), sharex=True, sharey=True)
for ax, place, gradients, full in zip(axes, ("start", "minimum"), found.gradients, found.full, strict=True):
    ax.plot(*gradients.T, ".", color=COLOR["shade 2"], ms=5, label=f"samples, at the {place}")
    ax.plot((0, full[0]), (0, full[1]), "-", color=COLOR["orange"], lw=2.2, label="_arrow")
    mark(ax, *full, marker="s", color="orange", size=8)
    mark(ax, 0, 0, marker="+", color="ink", size=9)
    ax.set(xlim=(-4.2, 4.2), ylim=(-4.2, 4.2), ylabel="slope along ltg")
annotate(axes[0], "mean of all,\nat the start", tuple(found.full[0]), (-76, -38), "orange")
annotate(axes[0], "one sample", tuple(found.gradients[0][found.gradients[0][:, 1].argmax()]), (-66, 0), "blue")
annotate(axes[1], "mean of all,\nat the minimum:\nzero", tuple(found.full[1]), (-110, 34), "orange")
axes[1].set_xlabel("slope along body mass index")
describe(
    fig,
    "Two panels of dots, each the gradient of one sample in two parameters. In the upper one, at the start of a run,"
    " the cloud and its mean, a square, lie off the origin, to the lower left. In the lower one, at the minimum, the"
    " mean is at the origin, and the dots still scatter around it in all directions.",
)

# %%
# At the minimum the mean of the gradients is zero, and those of single samples are not.
