r"""
Scaled, centered, both
======================

Condition number of least squares with an intercept, for four tables of features as they come.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.adaptive.preconditioning import TABLES, conditions

use_style()

# %%
# Four matrices for each table.
found = conditions()
looks = {"given": ("s", "muted"), "centered": ("^", "purple"), "scaled": ("o", "orange"), "both": ("D", "blue")}
rows = np.arange(len(TABLES))[::-1]

# %%
# The names stand above the marks of the first table.
fig, ax = plt.subplots(figsize=(5.0, 3.2))
for row, name in zip(rows, TABLES, strict=True):
    ax.plot([found[name]["both"], found[name]["given"]], [row, row], "-", color=COLOR["grid"], lw=3, label="_range")
for what, (marker, color) in looks.items():
    ax.plot([found[name][what] for name in TABLES], rows, marker, color=COLOR[color], ms=7, label=what)
    side, shift = {"given": ("left", 12), "scaled": ("center", 0)}.get(what, ("right", 2))
    at = (found[TABLES[0]][what], rows[0])
    ax.annotate(what, at, (shift, 9), textcoords="offset points", ha=side, color=COLOR[color])
ax.set(xscale="log", xlim=(1, 3e14), ylim=(-0.5, len(TABLES) - 0.4), xlabel="condition number")
ax.set_yticks(rows, [name.replace("_", "\n") for name in TABLES])
describe(
    fig,
    "For each of four tables of features a row of four marks on a logarithmic axis of condition numbers. In every row"
    " as given is farthest right, then come centered and scaled, and both together is lowest. Centered is near as given"
    " in three rows, and near scaled in that of the diabetes data.",
)

# %%
# Most is done by scaling; of what it leaves, centering takes much.
