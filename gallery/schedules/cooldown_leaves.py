r"""
What a cooldown leaves of the noise
===================================

The share of the mean square that is left, against the length of the cooldown, for three shapes and two rivals.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.schedules.cooldown import (
    average_leaves,
    best_leaves,
    late_leaves,
    linear_leaves,
    recursion_leaves,
)

use_style()

# %%
# Lines are closed forms for small rates, marks the recursion where the rate moves by a fiftieth.
theta = np.geomspace(0.2, 300, 200)
seen = np.array([0.5, 2, 8, 32, 128])
leaves = {"linear": linear_leaves(theta), "average": average_leaves(theta), "best": best_leaves(theta)}
late = {shape: late_leaves(shape, theta[theta > 12]) for shape in ("1 - sqrt", "cosine")}
points = {shape: [recursion_leaves(shape, t, 1 / 50) for t in seen] for shape in ("linear", *late)}

# %%
# On log axes a power is a slope.
fig, ax = plt.subplots(figsize=(5.0, 4.2))
looks = {"linear": ("blue", "-", "o"), "1 - sqrt": ("green", "-.", "s"), "cosine": ("purple", ":", "^")}
looks |= {"average": ("orange", "--", ""), "best": ("ink", "-", "")}
for name, y in (leaves | late).items():
    color, line, _ = looks[name]
    ax.loglog(theta[-len(y) :], y, ls=line, color=COLOR[color], label=name)
for shape, y in points.items():
    mark(ax, seen, y, looks[shape][2], looks[shape][0], 6.5)
annotate(ax, "linear", (seen[-1], points["linear"][-1]), (-4, 24), "blue")
annotate(ax, "1 - sqrt", (seen[-1], points["1 - sqrt"][-1]), (12, -40), "green")
annotate(ax, "cosine", (seen[2], points["cosine"][2]), (34, 26), "purple")
annotate(ax, "average", (theta[150], leaves["average"][150]), (-48, -30), "orange")
annotate(ax, "best", (theta[183], leaves["best"][183]), (-42, -20))
ax.set(xlabel=r"length $\theta = \eta\lambda D$", ylabel="share of the noise that is left", ylim=(0.005, 1.3))
ax.set_xticks(ticks := [0.3, 1, 3, 10, 30, 100, 300], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [0.01, 0.03, 0.1, 0.3, 1], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Share of the noise that is left against the length of the cooldown, both axes logarithmic. All curves begin near"
    " one and fall. The linear shape falls most slowly in the end, and one minus the root parallel to it, lower; the"
    " cosine falls faster and crosses the linear shape. The average of a constant rate and the best rates are far lower"
    " in the end, nearly together, and fall with slope minus one.",
)

# %%
# Each shape ends on a straight line, and its slope is set by how the shape ends.
