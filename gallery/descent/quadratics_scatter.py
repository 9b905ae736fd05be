"""
Scaling helps often, not always
===============================

Condition numbers before and after scaling to a unit diagonal: some dots lie above the diagonal.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.quadratics import scatter

use_style()

# %%
# Random matrices in three variables.
runs = scatter()
worse = runs.after > runs.before
ends = np.array([runs.before.min(), runs.before.max()])

# %%
# Where a dot lies decides: below the diagonal scaling helped, above it harmed.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.loglog(runs.before[~worse], runs.after[~worse], ".", color=COLOR["blue"], ms=3, label="better")
ax.loglog(runs.before[worse], runs.after[worse], "^", color=COLOR["orange"], ms=4, label="worse")
ax.loglog(ends, ends, color=COLOR["ink"], lw=1, ls="-", label="unchanged")
ax.loglog(ends, runs.dim * ends, color=COLOR["muted"], ls="--", lw=1.2, label="the bound")
annotate(ax, f"worse: {runs.worsened:.0%}", (8, 9), (-14, 84), "orange")
paper = {"fc": COLOR["paper"], "ec": "none", "pad": 1.5}
annotate(ax, "better", (200, 20), (34, -30), "blue", bbox=paper)
annotate(ax, f"{runs.dim} times as much,\nthe bound", (150, 150 * runs.dim), (-76, 26), "muted")
ax.set(xlabel="condition number before scaling", ylabel="condition number after")
describe(
    fig,
    "Condition number after scaling against the one before, for many random matrices, both axes logarithmic. Most dots"
    " lie below the diagonal line, many far below. A thin band of triangles lies just above it, and all of them well"
    f" below a parallel line {runs.dim} times as high.",
)

# %%
# What is lost is little, what is won may be much; but there is no guarantee of winning.
