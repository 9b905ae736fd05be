"""
The average and its bound
=========================

Single runs scatter; the mean over many of them stays below the line that was proved.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, sparse, use_style
from optbook.studies.noise.convergence_wedge import averaged_wedge

use_style()

# %%
# Gaps of the weighted averages of many runs, and the bound.
found = averaged_wedge()
near, some = [99, 299, 4], sparse(len(found.count))

# %%
# Both axes are logarithmic: a power of the number of iterates is a straight line.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(found.count[some], found.gap[some, :5], "-", color=COLOR["shade 1"], lw=0.8, label="_runs")
ax.loglog(found.count[some], found.bound[some], "--", color=COLOR["orange"], label="bound")
ax.loglog(found.count[some], found.mean[some], "-", color=COLOR["blue"], lw=2.2, label="mean of all runs")
annotate(ax, "bound", (found.count[near[0]], found.bound[near[0]]), (40, 22), "orange")
annotate(ax, "mean of all runs", (found.count[near[1]], found.mean[near[1]]), (-90, -34), "blue")
low = found.gap[near[2], :5].min()
annotate(ax, "single runs", (found.count[near[2]], low), (38, -20), "muted")
ax.set(xlabel="iterates in the average", ylabel="gap of the average", ylim=(1e-3, 2), xlim=(1, 4096))
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
describe(
    fig,
    "Gap of the averaged iterate against the number of iterates, on log axes. Five thin lines of single runs scatter"
    " and dip. The thick line of their mean falls steadily, and stays below the dashed line of the bound, at a hundred"
    f" iterates by a factor of about {found.bound[99] / found.mean[99]:.0f}.",
)

# %%
# The bound is about the mean over runs. A single run may lie above it for a while.
