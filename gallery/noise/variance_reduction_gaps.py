r"""
Linear at a constant rate
=========================

With the noise taken off, a constant rate goes on to the minimum; counted are gradients of single samples.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import median_interval
from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.noise.variance_reduction import METHODS, paths, problem, saga_bound, whole_smoothness

use_style()

# %%
# Medians over the runs, with intervals, and the bound that the theorem on SAGA gives for the gap.
found = paths()
medians = {name: np.median(found[name].gap, axis=-1) for name in METHODS}
known = saga_bound((found["SAGA"].passes - 1) * problem().count) * whole_smoothness() / 2

# %%
# The gap is at most half the largest curvature times the squared distance.
names = {name: name for name in METHODS} | {"falling": "SGD, falling"}
fig, ax = plt.subplots(figsize=(5.0, 4.2))
looks = zip(METHODS, ("orange", "orange", "blue", "green", "purple"), ("-", "--", "-", "--", "-."), strict=True)
for name, color, line in looks:
    ax.semilogy(found[name].passes, medians[name], color=COLOR[color], ls=line, label=names[name])
    if found[name].gap.shape[1] > 1:
        ends = [(each.low, each.high) for each in map(median_interval, found[name].gap)]
        ax.fill_between(found[name].passes, *np.transpose(ends), color=COLOR[color], alpha=0.2, lw=0)
ax.semilogy(found["SAGA"].passes, known, ":", color=COLOR["muted"], lw=1.4, label="theorem")
ax.set(xlabel="passes over the data", ylabel="gap", xlim=(0, 25))
label_ends(ax, leaders=True)
describe(
    fig,
    "Median gap of five methods against passes over the data, on a log axis, with intervals. SGD at a constant rate"
    f" stays near {medians['SGD'][-1]:.3f}, and with a falling rate it sinks slowly. Gradient descent, SVRG and SAGA"
    " fall along straight lines, SVRG more steeply than gradient descent and SAGA most steeply. In the first two passes"
    " SGD is the lowest. A dotted line, the bound for SAGA, falls much more slowly than the runs.",
)

# %%
# What is gained shows after some passes, not in the first ones.
