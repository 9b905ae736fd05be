r"""
Better, worse or a tie
======================

With noise, run by run: the gap of each method over that of gradient descent, with its interval.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.momentum.comparison import verdicts
from optbook.studies.momentum.contest import PROBLEMS

use_style()

# %%
# Medians of paired ratios; all intervals of a problem hold at once in 95 of 100 cases.
found = {name: verdicts(name) for name in PROBLEMS}
looks = {
    "heavy ball": ("blue", "o"),
    "Nesterov": ("green", "^"),
    "growing memory": ("purple", "D"),
    "restarts": ("ink", "v"),
}

# %%
# Left of the dashed line: better than gradient descent.  An interval across it is a tie.
fig, axes = plt.subplots(4, figsize=(5.0, 7.4))
for ax, (name, verdict) in zip(axes, found.items(), strict=True):
    ax.axvline(1, color=COLOR["orange"], ls="--", lw=1.4, label=f"gradient descent, {name}")
    for row, (method, (color, marker)) in enumerate(looks.items()):
        middle = np.exp(verdict[method].median)
        ends = np.exp([verdict[method].low, verdict[method].high])
        ax.plot(ends, (row, row), "-", color=COLOR[color], lw=2, label=f"{method}, interval")
        ax.plot(middle, row, marker, color=COLOR[color], ms=6, label=method)
    ax.set_yticks(range(len(looks)), looks)
    for label, (color, _) in zip(ax.get_yticklabels(), looks.values(), strict=True):
        label.set_color(COLOR[color])
    ticks = (0.001, 0.01, 0.1, 1) if name == "Rosenbrock" else (0.25, 0.5, 1, 2)
    ax.set(xscale="log", xlim=(0.3 * ticks[0], 1.2 * ticks[3]), ylim=(len(looks) - 0.5, -0.5))
    ax.set(ylabel=name.replace(" ", "\n"))
    ax.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
axes[1].annotate(
    "gradient\ndescent", (1, 0.4), (-7, 0), textcoords="offset points", color=COLOR["orange"], ha="right", va="center"
)
axes[-1].set_xlabel("gap over that of gradient descent")
signs = {name: sum(v.sign == 0 for v in verdict.values()) for name, verdict in found.items()}
describe(
    fig,
    "Four panels, one a problem. In each, four methods with memory have an interval for their gap over that of gradient"
    f" descent, on a log axis, and a dashed line at one. The intervals that cross the line number {signs['quadratic']}"
    f" on the quadratic, {signs['Rosenbrock']} on Rosenbrock's valley, {signs['logistic regression']} on logistic"
    f" regression and {signs['flat bowl']} on the flat bowl. On Rosenbrock's valley all lie far to the left.",
)

# %%
# Where there is far to go memory still pays; where noise is the limit it does not.
