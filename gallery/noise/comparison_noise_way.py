r"""
What falls and what stays
=========================

Expected gap on a noisy quadratic against the gradients spent, each method at its best rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, label_ends, sparse, use_style
from optbook.studies.noise.comparison import bound
from optbook.studies.noise.contest import BUDGET, expected_gaps, expected_rate

use_style()

# %%
# By a recursion for second moments; no run is made.
looks = {
    "constant": ("blue", "-"),
    "1/t": ("green", "-"),
    "1/root t": ("green", "-."),
    "cosine": ("green", "--"),
    "averaging": ("purple", "-"),
    "moving average": ("purple", "--"),
    "larger batch": ("orange", "-."),
}
found = {method: expected_gaps(method, expected_rate(method)) for method in looks}
panels = (("constant", "1/t", "1/root t", "cosine"), ("constant", "averaging", "moving average", "larger batch"))
spent = 1 + sparse(BUDGET)

# %%
# Above falling rates, below averages and a larger batch.
fig, axes = plt.subplots(2, figsize=(5.0, 6.8), sharex=True, sharey=True)
for ax, names in zip(axes, panels, strict=True):
    for method in names:
        gap, (color, line) = found[method], looks[method]
        places, some = np.linspace(0, BUDGET, len(gap)), 1 + sparse(len(gap) - 1)
        ax.loglog(places[some], gap[some], ls=line, color=COLOR[color], label=method)
    ax.loglog(spent, bound(spent), ":", color=COLOR["muted"], label="bound")
    ax.set(xlim=(10, BUDGET), ylim=(0.003, 2), ylabel="expected gap")
    ax.set_yticks(ticks := [0.01, 0.1, 1], [f"{tick:g}" for tick in ticks])
    label_ends(ax)
axes[1].set_xlabel("gradients spent")
last = {method: gap[-1] for method, gap in found.items()}
describe(
    fig,
    "Two panels with the expected gap against the gradients spent, on log axes, and a dotted bound below all lines. The"
    f" constant rate ends at {last['constant']:.4f}. The lines of the falling rates lie below its line and end lower,"
    f" at {last['cosine']:.4f} for the cosine. The average of the later half drops late, to"
    f" {last['averaging']:.4f}; the bound is at {bound():.4f}. A larger batch ends where the constant rate does.",
)

# %%
# Falling rates and averages start with larger rates than the constant one, and take the noise out later.
