r"""
A mean that never settles
=========================

The mean square of ever more runs: with six degrees of freedom it settles, with one it keeps jumping upward.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.heavy_tails_runs import late_squares

use_style()

# %%
# Means over the first runs, for three batches of each kind.
count = np.unique(np.geomspace(10, 20_000, 300).astype(int))
kinds = {6: ("blue", "-"), 1: ("orange", "--")}
means = {
    degrees: [np.cumsum(late_squares(degrees, 20_000, seed=seed))[count - 1] / count for seed in range(3)]
    for degrees in kinds
}

# %%
# Against the number of runs that are averaged.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
for degrees, (color, line) in kinds.items():
    for batch, mean in enumerate(means[degrees]):
        ax.loglog(count, mean, ls=line, lw=1.3, color=COLOR[color], label=f"{degrees} degrees, batch {batch}")
ax.text(150, 0.75, "six degrees of freedom", color=COLOR["blue"])
ax.text(1500, 150, "one degree", color=COLOR["orange"])
ax.set(xlabel="runs averaged", ylabel="mean square distance", ylim=(0.05, None))
ax.set_xticks(ticks := [10, 100, 1000, 10_000], [f"{tick:g}" if tick < 10_000 else f"{tick:,}" for tick in ticks])
ax.set_yticks(ticks := [0.1, 10, 1000, 100_000], [f"{tick:g}" if tick < 10_000 else f"{tick:,}" for tick in ticks])
describe(
    fig,
    "Mean square distance against the number of runs that are averaged, on log axes, three batches of each kind. With"
    " six degrees of freedom all three settle at one number. With one degree they climb in jumps, each"
    " due to a single run, and do not agree.",
)

# %%
# Where there is no variance, a sample's variance tells its size, not a property of the noise.
