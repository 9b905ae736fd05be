"""
Gradients of batches
====================

Ten times as many samples, and the cloud around the whole gradient is narrower by the root of ten.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.noise.minibatches import SIZES, batch_gradients, sample_gradients

use_style()

# %%
# The first batch of each of many runs, at the origin.
whole = sample_gradients().mean(0)
clouds = {size: batch_gradients(size, 300, replacement=True) for size in SIZES[:-1]}

# %%
# Two of the five coordinates.
first, second = 1, 2
fig, axes = plt.subplots(3, figsize=(5.0, 6.6), sharex=True, sharey=True)
for ax, (size, gradients) in zip(axes, clouds.items(), strict=True):
    seen = gradients[:, [first, second]]
    ax.plot(*seen.T, ".", color=COLOR["shade 2"], ms=5, label=f"batches of {size}")
    mark(ax, whole[first], whole[second], marker="s", color="orange", size=7)
    ax.text(-2.9, 2.2, f"$b$ = {size}")
    ax.set(xlim=(-3, 3), ylim=(-3, 3), ylabel="slope, chord")
annotate(axes[-1], "all samples", (whole[first], whole[second]), (70, 34), "orange")
axes[-1].set_xlabel("slope, angle of attack")
describe(
    fig,
    "Three panels of dots, each the gradient of one batch in two coordinates, around the same square, the gradient of"
    f" all samples. With batches of {SIZES[0]} the dots are scattered over the whole panel. With {SIZES[1]} they keep"
    f" to its middle, and with {SIZES[2]} they lie close around the square.",
)

# %%
# To halve the width of the cloud takes four times the work.
