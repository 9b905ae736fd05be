r"""
Sparse features: Adagrad against gradient descent
=================================================

Loss after one pass against the rate, each method over the same grid.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adagrad_sparse import contest

use_style()

# %%
# Eight seeds make data and an order; all methods meet the same.
runs = contest()
looks = {"SGD": ("orange", "s--"), "SGD, falling rate": ("purple", "^:"), "Adagrad": ("blue", "o-")}
words = {"SGD": (-26, -40), "SGD, falling rate": (-6, -58), "Adagrad": (-62, -26)}

# %%
# Bars are the seeds' standard deviation.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for name, (color, style) in looks.items():
    losses, best = runs.losses[name], runs.best(name)
    mean, spread = losses.mean(1), losses.std(1, ddof=1)
    ax.errorbar(runs.rates, mean, spread, fmt=style, color=COLOR[color], ms=4, capsize=2, label=name)
    annotate(ax, name, (runs.rates[best], mean[best]), words[name], color)
ax.set(xscale="log", xlabel=r"rate $\eta$", ylabel="training loss after one pass", ylim=(0.18, 0.75))
describe(
    fig,
    "Training loss after one pass over the sparse data against the rate on a log axis, for gradient descent at a"
    " constant rate, at a falling rate, and Adagrad. Each curve is a valley with its best rate inside the grid. The"
    " floor of Adagrad's is the lowest; that of the falling rate is next.",
)

# %%
# A rate for each feature gains more than a rate that falls.
