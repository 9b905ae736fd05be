"""
Steps and gradients to a target
===============================

Larger batches save steps, at first in full proportion; then they only cost gradients.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.minibatches import work

use_style()

# %%
# Each batch size at its best constant rate.
found = work()

# %%
# Steps above, gradients below: their product with the size.
fig, axes = plt.subplots(2, figsize=(5.0, 5.0), sharex=True)
axes[0].loglog(found.batch_size, found.steps, "o-", color=COLOR["blue"], label="steps")
axes[0].loglog(
    found.batch_size, found.steps[0] / found.batch_size, ":", color=COLOR["muted"], label="in full proportion"
)
axes[1].loglog(found.batch_size, found.gradients, "s--", color=COLOR["orange"], label="gradients")
axes[1].axhline(found.gradients[0], ls=":", color=COLOR["muted"], label="as many as with one")
saved = (found.batch_size[6], found.steps[0] / found.batch_size[6])
annotate(axes[0], "in full proportion", saved, (-62, -22), "muted")
annotate(axes[1], "those of $b$ = 1", (found.batch_size[7], found.gradients[0]), (20, -22), "muted")
axes[0].set(ylabel="steps to the target", ylim=(2, 8000))
axes[1].set(ylabel="gradients to the target", xlabel="batch size $b$", ylim=(2500, 30000))
axes[1].set_xticks(ticks := [1, 10, 100, 1000], [f"{tick}" for tick in ticks])
axes[1].set_yticks(ticks := [5000, 10000, 20000], [f"{tick:,}" for tick in ticks])
axes[1].minorticks_off()
describe(
    fig,
    "Two panels against the batch size, on log axes. Above, the steps to the target: they fall along a straight line of"
    " slope minus one for small batches, and level off above it for large ones. Below, the gradients to the target:"
    " nearly constant for small batches, and rising steeply for large ones.",
)

# %%
# Small batches waste steps, large ones waste gradients.
