r"""
Sparse features, turned
=======================

Loss after one pass against the rate, with features as they are and turned at random.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.coordinates_runs import sparse_contest

use_style()

# %%
# Three seeds, each with data, an order, and a turn of its own.
runs = sparse_contest()
looks = {"SGD, given": ("orange", "s-"), "SGD, turned": ("ink", "x:")}
looks |= {"Adagrad, given": ("blue", "o-"), "Adagrad, turned": ("purple", "^--")}
words = {"SGD, given": ("SGD, given\nand turned", 4, (34, -24)), "Adagrad, given": ("Adagrad, given", 4, (-66, -18))}
words |= {"Adagrad, turned": ("Adagrad, turned", 1, (6, -50))}

# %%
# Means over the seeds that choose the rate.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for name, (color, style) in looks.items():
    losses, rates = np.exp(np.log(runs.losses[name]).mean(1)), runs.rates[name]
    ax.plot(rates, losses, style, color=COLOR[color], ms=5, label=name)
    if name in words:
        text, place, offset = words[name]
        annotate(ax, text, (rates[place], losses[place]), offset, color)
ax.set(xscale="log", xlabel=r"rate $\eta$", ylabel="training loss after one pass", xlim=(0.02, 40), ylim=(0.3, 0.7))
describe(
    fig,
    "Training loss after one pass over sparse data against the rate. The two curves of gradient descent, with features"
    " given and turned, lie on each other. Adagrad's curve for the features as given has the lowest floor; turned, its"
    " floor is higher, between the other two.",
)

# %%
# Turned features are no longer rare, and there is less for Adagrad to see.
