r"""
Six methods at equal cost
=========================

Gradients until the gap is a millionth of the first, on four problems, each method with its best rate and memory.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.momentum.comparison import spent
from optbook.studies.momentum.contest import PROBLEMS

use_style()

# %%
# Fresh starts: not those with which rates and memories were chosen.
found = {name: spent(name) for name in PROBLEMS}
looks = {
    "gradient descent": ("orange", "s"),
    "heavy ball": ("blue", "o"),
    "Nesterov": ("green", "^"),
    "growing memory": ("purple", "D"),
    "restarts": ("ink", "v"),
    "conjugate gradients": ("muted", "x"),
}

# %%
# A row a method, a mark a start, a bar at the median.
fig, axes = plt.subplots(4, figsize=(5.0, 8.8), sharex=True)
edge = 20_000
for ax, (name, cost) in zip(axes, found.items(), strict=True):
    for row, (method, (color, marker)) in enumerate(looks.items()):
        points = cost.points[method]
        failed = np.isinf(points)
        style = {"color": COLOR[color], "alpha": 0.5, "ms": 5}
        ax.plot(points[~failed], np.full((~failed).sum(), row), marker, **style, label=method)
        ax.plot(np.full(failed.sum(), edge), np.full(failed.sum(), row), ">", **style, label=f"{method}, failed")
        ax.plot(cost.median(method), row, "|", color=COLOR["ink"], ms=13, mew=1.8, label=f"{method}, median")
    ax.set_yticks(range(len(looks)), looks)
    for label, (color, _) in zip(ax.get_yticklabels(), looks.values(), strict=True):
        label.set_color(COLOR[color])
    ax.set(xscale="log", xlim=(9, 1.4 * edge), ylim=(len(looks) - 0.5, -0.5), ylabel=name)
axes[-1].set_xlabel("gradients (log scale)")
tops = {
    name: f"{cost.median('gradient descent'):.0f} and {cost.median('restarts'):.0f}" for name, cost in found.items()
}
describe(
    fig,
    "Four panels, one a problem, a row a method, marks along a log axis of gradients. On all four gradient descent lies"
    " to the right of the methods with memory. The medians of gradient descent and of restarts are"
    f" {tops['quadratic']} on the quadratic, {tops['Rosenbrock']} on Rosenbrock's valley,"
    f" {tops['logistic regression']} on logistic regression and {tops['flat bowl']} on the flat bowl. A few runs at"
    " tuned rates fail from fresh starts, and lie at the right edge.",
)

# %%
# What memory gains is the same story four times; which memory is best is not.
