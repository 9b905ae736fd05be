"""
Loss against epochs
===================

Four batch sizes, each at its best rate: the same number of gradients buys more with small batches.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.minibatches import SIZES, descent, work

use_style()

# %%
# Mean losses of many runs, and from the recursion for the moments.
found = {size: descent(size) for size in SIZES}
share = work().share

# %%
# Marks are simulated, lines are exact.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
looks = zip(("blue", "orange", "green", "purple"), ("-", "--", "-.", ":"), ("o", "s", "^", "D"), strict=True)
for (size, run), (color, line, shape) in zip(found.items(), looks, strict=True):
    ax.loglog(run.epoch[1:], run.theory[1:], ls=line, color=COLOR[color], label=f"exact, batch {size}")
    few = slice(1, None, max(1, len(run.step) // 8))
    ax.loglog(run.epoch[few], run.mean[few], shape, color=COLOR[color], ms=5, label=f"simulated, batch {size}")
names = [f"$b$ = {size}" for size in SIZES[:-1]] + [f"$b = n$ = {SIZES[-1]}"]
places = ((10, (-56, -14)), (20, (-62, -14)), (3, (26, 34)), (1, (24, 26)))
colors = ("blue", "orange", "green", "purple")
for run, name, (kept, offset), color in zip(found.values(), names, places, colors, strict=True):
    annotate(ax, name, (run.epoch[kept], run.theory[kept]), offset, color)
ax.axhline(share, color=COLOR["muted"], lw=1.2, ls=(0, (1, 2)), label="target")
ax.text(0.011, share * 1.08, "target", color=COLOR["muted"], va="bottom")
ax.set(xlabel="epoch", ylabel="share of the excess loss left", xlim=(0.006, 16), ylim=(0.006, 2))
ax.set_xticks(ticks := [0.01, 0.1, 1, 10], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [0.01, 0.1, 1], [f"{tick:g}" for tick in ticks])
describe(
    fig,
    f"Share of the first excess loss that is left, against epochs, on log axes, for batches of"
    f" {', '.join(map(str, SIZES))}. The first two curves lie close together and reach the target first, that of"
    f" {SIZES[2]} soon after them, and the one of all {SIZES[3]} samples after several times as many epochs. Simulated"
    " marks lie on the exact curves.",
)

# %%
# An epoch is the same number of gradients for all, but not the same number of steps.
