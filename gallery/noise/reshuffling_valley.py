r"""
Four orders in a narrow valley
==============================

Least squares, one sample a step: at the same rate the order of the samples decides how far down a run gets.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.noise.reshuffling_runs import valley_runs

use_style()

# %%
# Loss above the minimum of many runs, from the same starts.
found = valley_runs()
looks = {
    "replaced": ("blue", "-", "replaced"),
    "sorted": ("purple", ":", "sorted"),
    "once": ("orange", "-.", "once"),
    "reshuffled": ("green", "--", "reshuffled"),
}

# %%
# Medians, and the middle half of the runs for two of the orders.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for order, (color, line, name) in looks.items():
    low, middle, high = np.quantile(found.excess[order][:, 0], [0.25, 0.5, 0.75], axis=-1)
    if order in ("replaced", "reshuffled"):
        ax.fill_between(found.epoch, low, high, color=COLOR[f"pale {color}"], alpha=0.75, lw=0)
    ax.semilogy(found.epoch, middle, ls=line, color=COLOR[color], label=name)
ax.set(xlabel="epoch", ylabel="loss above the minimum", xlim=(0, found.epoch[-1]))
ax.set_yticks(ticks := [0.01, 0.1, 1], [f"{tick:g}" for tick in ticks])
label_ends(ax)
describe(
    fig,
    "Loss above the minimum against the epoch, on a log axis, for four orders of the samples. For twenty epochs they"
    " fall together. Then runs with replacement level off highest, a sorted and a once shuffled order lie below, and"
    " runs reshuffled each epoch go on and are the lowest at the end.",
)

# %%
# Far from the minimum the order matters little; close to it, it matters most.
