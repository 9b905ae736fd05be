r"""
One over t, if the constant is large enough
===========================================

Below one half of the inverse curvature the start is forgotten slowly, and the rate is lost.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.noise.convergence import strong_runs

use_style()

# %%
# Mean squared distances for four constants, and the bound for the constant one.
found = strong_runs()
seen = np.unique(np.geomspace(1, found.step[-1], 40).astype(int))
bound = 2 / found.step[seen]

# %%
# A bound like one over t is a line of slope minus one.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(found.step[seen], bound, "--", color=COLOR["orange"], label="bound, c = 1")
names = {1 / 5: "1/5", 1 / 2: "1/2", 1.0: "1", 2.0: "2"}
looks = zip(found.c, found.square.T, ("purple", "green", "blue", "shade 5"), ("-.", ":", "-", "--"), strict=True)
for c, square, color, line in looks:
    width = 2.4 if c == 1 else 1.4
    ax.loglog(found.step[seen], square[seen], ls=line, color=COLOR[color], lw=width, label=f"c = {names[c]}")
ax.set(xlabel="updates $t$", ylabel="mean squared distance", xlim=(1, found.step[-1]))
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
label_ends(ax)
describe(
    fig,
    "Mean squared distance against the number of updates, on log axes, for four constants. The bound for the constant"
    " one is a dashed line of slope minus one; the run with that constant is parallel to it, a factor of two below."
    " With one fifth the curve is much flatter, and in the end about a hundred times higher.",
)

# %%
# A rate twice too large costs little, a rate five times too small costs the order.
