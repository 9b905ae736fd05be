r"""
Errors that add up to nothing
=============================

The errors of single samples wander off when drawn with replacement. Within a shuffled epoch they must return to zero.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.reshuffling import walks

use_style()

# %%
# Sums of the errors so far, a dozen streams of samples of each kind.
sums = {"with replacement": walks("replaced"), "new order each epoch": walks("reshuffled")}

# %%
# Vertical lines end the epochs.
fig, axes = plt.subplots(2, figsize=(5.0, 4.8), sharex=True, sharey=True)
for ax, (name, walk), color in zip(axes, sums.items(), ("blue", "green"), strict=True):
    step, epoch = np.arange(len(walk)), len(walk) // 2
    ax.plot(step, walk, "-", color=COLOR[color], lw=0.9, alpha=0.75)
    for end in (epoch, 2 * epoch):
        ax.axvline(end, color=COLOR["muted"], lw=1.2, ls=":", label="end of an epoch")
    ax.plot([epoch, 2 * epoch], walk[[epoch, 2 * epoch]], "o", color=COLOR[color], ms=4)
    ax.text(1, 30, name, color=COLOR[color], va="top")
    ax.set(ylabel="sum of errors", ylim=(-32, 32))
axes[1].set_xlabel("step")
describe(
    fig,
    "Two panels of a dozen broken lines, sums of the errors of single samples over two epochs. Drawn with replacement"
    " the lines spread without limit. Reshuffled, they spread in the middle of each epoch and all meet at zero at its"
    " end.",
)

# %%
# What one step does wrong, the other steps of the epoch put right.
