r"""
Averaging networks
==================

At a large rate the average is far better than the last iterate; at a small one it is behind.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.averaging_digits import averaged_nets

use_style()

# %%
# Loss on the test samples in three ways, for a row of rates.
found = averaged_nets()
mean, error = found.test.mean(-1), found.test.std(-1, ddof=1) / np.sqrt(found.test.shape[-1])

# %%
# Bars are two standard errors; the three ways are drawn a little apart.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = zip(("purple", "blue", "orange"), (":", "-", "--"), ("D", "o", "s"), (0.95, 1, 1.05), strict=True)
for way, (color, line, shape, shift) in enumerate(looks):
    bars = ax.errorbar(
        shift * found.lr, mean[way], 2 * error[way], ls=line, marker=shape, color=COLOR[color], ms=5, lw=1.5
    )
    bars.set_label(("last iterate", "average", "decayed to zero")[way])
annotate(ax, "last iterate", (0.95 * found.lr[4], mean[0, 4]), (-76, 0), "purple")
annotate(ax, "average", (found.lr[1], mean[1, 1]), (-6, 44), "blue")
annotate(ax, "decayed", (1.05 * found.lr[2], mean[2, 2]), (34, -20), "orange")
ax.set(xlabel=r"rate $\eta$", ylabel="loss on test samples", xscale="log", yscale="log", ylim=(0.05, 0.7))
ax.set_yticks(ticks := [0.05, 0.1, 0.2, 0.5], [f"{tick:g}" for tick in ticks])
ax.set_xticks(found.lr, [f"{lr:g}" for lr in found.lr])
ax.minorticks_off()
describe(
    fig,
    "Loss on test samples against the rate, on log axes with error bars, for three ways to end a training run. At the"
    " largest rate the last iterate at the constant rate is far above the other two. At the least rate it is below"
    " them. The average and the run whose rate decays to zero lie within each other's bars at all rates.",
)

# %%
# Averaging does here what lowering the rate does, not more.
