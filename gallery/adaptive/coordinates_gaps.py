r"""
Which paths turn along
======================

Distance between the path in new variables, brought back, and the path in the old ones.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.adaptive.coordinates_changes import CHANGES, TURN_ALONG, gaps

use_style()

# %%
# Eight methods, four kinds of change.
found = gaps()
looks = dict(zip(CHANGES, (("o", "blue"), ("P", "green"), ("^", "purple"), ("s", "orange")), strict=True))
rows = np.arange(len(TURN_ALONG))[::-1]

# %%
# Rounding is at the left, another path at the right.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
for number, (kind, (marker, color)) in enumerate(looks.items()):
    apart = np.array([max(found[name, kind].path, 1e-17) for name in TURN_ALONG])
    height = rows + (1.5 - number) / 6
    ax.plot(apart, height, marker, color=COLOR[color], ms=5.5, label=kind)
ax.set(xscale="log", xlim=(3e-18, 30), ylim=(-0.6, len(rows) - 0.4), xlabel="gap, as a share of the path")
ax.set_yticks(rows, list(TURN_ALONG))
ax.legend(
    loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=2, handletextpad=0.1, columnspacing=1, labelcolor="linecolor"
)
describe(
    fig,
    "For eight methods four marks each on a logarithmic axis of gaps: an orthogonal change, a signed permutation, a"
    " diagonal and an invertible one. For Newton all four are at the level of rounding. For gradient descent, heavy"
    " ball and L-BFGS the orthogonal change and the signed permutation are, the others are not. For Adagrad, RMSProp,"
    " Adam and descent along the sign only the signed permutation is.",
)

# %%
# Dividing each coordinate by its own number keeps nothing but the names and signs of the coordinates free.
