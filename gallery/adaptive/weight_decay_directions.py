r"""
A length that finds its level
=============================

Only the direction of these weights counts. Their length goes to one level from above and from below.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.weight_decay_rest import turning

use_style()

# %%
# Two strengths, two starts, many lanes.
runs = turning()
shown = 1000
median = np.median(runs.length, axis=-1)[: shown + 1]

# %%
# Dotted: where step and decay are in balance.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
for j, (color, line) in enumerate(zip(("orange", "blue"), ("--", "-"), strict=True)):
    level = runs.level[j] ** (1 / 4)
    ax.axhline(level, color=COLOR["ink"], ls=":", lw=1, label=f"theory {runs.decay[j]:g}")
    for k, start in enumerate(("short", "long")):
        ax.plot(median[:, j, k], line, color=COLOR[color], lw=1.5, label=f"{start} start, {runs.decay[j]:g}")
    annotate(ax, rf"$\lambda$ = 1/{1 / runs.decay[j]:.0f}", (3 * shown // 4, level), (0, -24 if j == 0 else 26), color)
ax.set(xlabel="step", ylabel=r"length $\|x\|$", ylim=(0, 5.5), xlim=(0, shown))
describe(
    fig,
    "Median length of weight vectors against the step, from a short and from a long start at two strengths of the"
    " decay. For each strength the two curves meet on one level, the sooner the stronger the decay. The level of the"
    " weaker decay is higher. Dotted lines, the theory, lie on the levels.",
)

# %%
# The decay sets the length, and with it how far a step turns the weights.
