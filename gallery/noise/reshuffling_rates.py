r"""
Three orders, three powers of the rate
======================================

A smaller rate helps with replacement; it helps more with one random order, and most with a new order each epoch.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import once_variance, replaced_variance, reshuffled_variance
from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.reshuffling import rests

use_style()

# %%
# Simulated ends, and the closed forms.
found = rests()
lr = np.geomspace(found.lr[0] / 2, 0.9, 200)
count = found.count
theory = {
    "replaced": replaced_variance(lr),
    "once": once_variance(lr, count),
    "reshuffled": reshuffled_variance(lr, count),
}

# %%
# Root mean square at the end of an epoch against how far an epoch moves.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = {
    "replaced": ("blue", "-", "o", "with replacement"),
    "once": ("orange", "-.", "^", "shuffled once"),
    "reshuffled": ("green", "--", "s", "new order\neach epoch"),
}
for order, (color, line, shape, name) in looks.items():
    ax.loglog(count * lr, np.sqrt(theory[order]), ls=line, color=COLOR[color], label=f"theory, {name}")
    ax.text(count * lr[0] * 0.85, np.sqrt(theory[order][0]), name, color=COLOR[color], ha="right", va="center")
    rms = np.sqrt(found.squares[order].mean(1))
    ax.loglog(count * found.lr, rms, shape, ms=5, color=COLOR[color], label=f"simulated, {name}")
ax.set(
    xlabel=r"progress of an epoch, $n\eta\lambda$",
    ylabel="rms distance, end of epoch",
    xlim=(0.003, 60),
    ylim=(0.0005, 1.3),
)
ax.set_xticks(ticks := [0.01, 0.1, 1, 10], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [0.001, 0.01, 0.1, 1], [f"{tick:g}" for tick in ticks])
describe(
    fig,
    "Root mean square distance to the minimum at the end of an epoch against the rate, on log axes. For large rates"
    " three lines lie together. Toward small rates they part: the line of draws with replacement falls slowest, that of"
    " one random order faster, that of a new order each epoch fastest. Simulated marks lie on them.",
)

# %%
# The less an epoch moves, the more a new order each epoch wins.
