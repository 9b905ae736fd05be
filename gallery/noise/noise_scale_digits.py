"""
Steps and gradients on digits
=============================

A classifier of digits, eight runs for each batch size at the best of five rates.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.noise_scale import digits_law
from optbook.studies.noise.noise_scale_digits import SIZES, arrivals

use_style()

# %%
# Means over the runs, and two standard errors to both sides.
found = [arrivals(size) for size in SIZES]
steps = np.array([each.steps.mean() for each in found])
spread = np.array([2 * each.steps.std() / np.sqrt(len(each.steps)) for each in found])
law, line, sizes = digits_law(), np.geomspace(3, 1200, 100), np.array(SIZES)

# %%
# Steps above, gradients below; the law has its two numbers from the first and the last.
fig, axes = plt.subplots(2, figsize=(5.0, 5.2), sharex=True)
for ax, factor, curve, (color, shape) in zip(
    axes, (1, sizes), (law.steps(line), line * law.steps(line)), (("blue", "o"), ("orange", "s")), strict=True
):
    ax.loglog(line, curve, "--", color=COLOR["muted"], lw=1.4, label="law")
    ax.errorbar(
        sizes, steps * factor, spread * factor, fmt=shape, color=COLOR[color], ms=6, capsize=4, lw=1.4, label="counted"
    )
annotate(axes[0], r"$S_{\min} + E_{\min} / b$", (line[50], law.steps(line[50])), (58, 26), "muted")
axes[0].set(ylabel="steps to the target", ylim=(1.5, 400), xlim=(3, 1200))
axes[1].set(ylabel="gradients to the target", xlabel="batch size $b$", ylim=(400, 4500))
axes[0].set_yticks(ticks := [2, 10, 50, 200], [f"{tick}" for tick in ticks])
axes[1].set_yticks(ticks := [500, 1000, 2000, 4000], [f"{tick:,}" for tick in ticks])
axes[1].set_xticks(ticks := [4, 16, 64, 256, 898], [f"{tick}" for tick in ticks])
for ax in axes:
    ax.minorticks_off()
describe(
    fig,
    "Two panels against the batch size, on log axes, with intervals. Above, the steps to the target fall nearly in full"
    " proportion for small batches and level off for large ones. Below, the gradients hardly change for the first three"
    " sizes and rise for the last two. A dashed law runs close to the marks for small sizes, and somewhat above"
    " them for large ones.",
)

# %%
# The shape is that of the quadratic, though the noise scale is not constant and the loss is no quadratic.
