r"""
All methods, four problems
==========================

Median gap over that of the best method of each problem: which ends lowest, and which cannot be told from it?
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import BoundaryNorm, ListedColormap

from optbook.drawing import COLOR, SHADES, describe, use_style
from optbook.studies.schedules.comparison_runs import outcome
from optbook.studies.schedules.contest import MAKERS, PROBLEMS

use_style()

# %%
# Medians of ratios run by run, and the methods that tie with the best, of each problem.
found = {name: outcome(name) for name in PROBLEMS}
verdicts = {name: got.against(got.best) for name, got in found.items()}
ratio = np.exp([[verdicts[name][method].median for name in PROBLEMS] for method in MAKERS])
tied = {name: got.tied() for name, got in found.items()}

# %%
# The darker, the farther from the best.  A frame: tied with the best, or the best itself.
fig, ax = plt.subplots(figsize=(5.0, 6.6))
classes = BoundaryNorm([0, 1.5, 2, 3, 6, 1e9], len(SHADES))
ax.pcolormesh(ratio, cmap=ListedColormap(SHADES), norm=classes, edgecolors=COLOR["paper"], linewidth=2)
for row, method in enumerate(MAKERS):
    for column, name in enumerate(PROBLEMS):
        number = ratio[row, column]
        ink = COLOR["ink" if number < 2 else "paper"]
        ax.text(
            column + 1 / 2,
            row + 1 / 2,
            f"{number:.2f}" if number < 10 else f"{number:.0f}",
            color=ink,
            ha="center",
            va="center",
        )
        if method in tied[name]:
            square = plt.Rectangle((column + 1 / 16, row + 1 / 9), 7 / 8, 7 / 9, fill=False, lw=2, ec=COLOR["orange"])
            ax.add_patch(square)
ax.set_xticks(np.arange(len(PROBLEMS)) + 1 / 2, [name.replace(" ", "\n") for name in PROBLEMS])
ax.set_yticks(np.arange(len(MAKERS)) + 1 / 2, MAKERS)
ax.tick_params(length=0, top=True, labeltop=True, bottom=False, labelbottom=False)
ax.grid(visible=False)
ax.spines[:].set_visible(False)
ax.invert_yaxis()
ax.set_xlabel("gap over the best; framed: a tie with it")
lists = "; ".join(f"on {name}: {', '.join(methods)}" for name, methods in tied.items())
describe(
    fig,
    "A table of twenty methods by four problems, each cell shaded by the gap over the best of its problem, which is"
    f" also written in it. Frames mark the best and what ties with it; {lists}. The three methods that ask for no rate"
    " are darkest on most problems.",
)

# %%
# What is framed in a column cannot be ranked by these runs.
