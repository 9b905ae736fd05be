"""
Below sets
==========

Where a function is at most some level: always a convex set for a convex function, a bent one for Rosenbrock's.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import BelowSet
from optbook.drawing import COLOR, describe, draw_contours, draw_region, mark, use_style
from optbook.objectives import LogSumExp, Rosenbrock
from optbook.studies.convexity.sets_and_functions import boundary_segment

use_style()

# %%
# One below set of each function, and the worst segment between random points of its boundary.
lower, upper = np.array([-2, -2]), np.array([2, 2])
shown = {"log-sum-exp": (LogSumExp(2), 1.0, (-1, 0, 1, 2)), "Rosenbrock": (Rosenbrock(), 40.0, (4, 40, 200, 800))}
worst = {name: boundary_segment(BelowSet(f, level)) for name, (f, level, _) in shown.items()}

# %%
# Level lines in gray, the below set shaded.
fig, axes = plt.subplots(1, 2, figsize=(5, 3.1), sharey=True)
for ax, (name, (f, level, levels)) in zip(axes, shown.items(), strict=True):
    segment, color = worst[name], "orange" if worst[name].leaves else "blue"
    draw_region(ax, BelowSet(f, level), lower, upper, color)
    draw_contours(ax, f, lower, upper, levels)
    ends = np.array([segment.start, segment.end])
    if segment.leaves:
        ax.plot(*ends.T, "o--", color=COLOR["ink"], ms=5, label="segment that leaves")
        mark(ax, *segment.worst, marker="X", color="orange", size=10)
    ax.text(0, 1.04, name, color=COLOR[color], transform=ax.transAxes)
    ax.set(aspect="equal", xlabel="$x_1$", xlim=(-2, 2), ylim=(-2, 2))
axes[0].set_ylabel("$x_2$")
describe(
    fig,
    "Two panels with level lines over the square from -2 to 2, one below set shaded in each. For log-sum-exp the set is"
    " bounded by a curve like a rounded corner and is convex. For Rosenbrock's function it is bent like a banana, and a"
    " dashed segment between its arms leaves it.",
)

# %%
# A bent below set proves that its function is not convex.
