r"""
Five methods on three sets
==========================

Gradients until excess and gap are below a thousandth, on eight draws of each problem.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.convexity.comparison import course
from optbook.studies.convexity.contest import NAMES, SETS

use_style()

# %%
# Every method on every draw; a run of the penalty that ends before it arrives is shown at its last step.
arrived = {which: {name: course(which).arrived(name, 1 / 1000) for name in NAMES} for which in SETS}
last = len(course(SETS[0]).gap["penalty"]) - 1
looks = {"projected": ("green", "o"), "weight told": ("purple", "s"), "multipliers": ("blue", "D")}
looks |= {"dual ascent": ("ink", "^"), "penalty": ("orange", "v")}
titles = [r"$\ell_2$ ball", r"$\ell_1$ ball", "simplex"]

# %%
# A row a method, a mark a draw, a bar at the median.
fig, axes = plt.subplots(3, figsize=(5.0, 6.0), sharex=True)
for ax, title, found in zip(axes, titles, arrived.values(), strict=True):
    for row, name in enumerate(NAMES):
        color, marker = looks[name]
        steps = np.minimum(found[name], last)
        ax.plot(steps, np.full(len(steps), row), marker, color=COLOR[color], ms=6, alpha=0.5, label=name)
        ax.plot(np.median(steps), row, "|", color=COLOR["ink"], ms=14, mew=1.8, label=f"{name}, median")
    ax.set_yticks(range(len(NAMES)), NAMES)
    for label, name in zip(ax.get_yticklabels(), NAMES, strict=True):
        label.set_color(COLOR[looks[name][0]])
    ax.set(xscale="log", xlim=(1, 30_000), ylim=(len(NAMES) - 0.5, -0.5), ylabel=title)
axes[-1].set_xlabel("gradients (log scale)")
shown = {name: ", ".join(f"{np.median(arrived[which][name]):.0f}" for which in SETS) for name in NAMES}
describe(
    fig,
    "Three panels, a row a method, marks along a log axis of gradients. In the median over the draws, on the l2 ball,"
    f" the l1 ball and the simplex: {'; '.join(f'{name} {medians}' for name, medians in shown.items())}.",
)

# %%
# The order is that of what is known beforehand: the nearest point, the weight, or neither.
