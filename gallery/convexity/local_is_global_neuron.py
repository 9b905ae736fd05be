"""
One neuron under two losses
===========================

The same neuron on the same samples: cross entropy has one valley, squared error has two.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import LogisticNeuron, SquaredNeuron

use_style()

# %%
# Both losses over the weight, and their minima.
weight = np.linspace(-1.5, 4, 500)
losses = {"cross entropy": LogisticNeuron(), "squared error": SquaredNeuron()}

# %%
# One above the other, since their heights do not compare.
fig, axes = plt.subplots(2, sharex=True, figsize=(5, 4.4))
for ax, (name, loss), color in zip(axes, losses.items(), ("blue", "orange"), strict=True):
    ax.plot(weight, loss.f(weight), color=COLOR[color], label=name)
    mark(ax, loss.minima[:, 0], loss.value(loss.minima))
    ax.set_ylabel(name)
    for (place,), offset in zip(loss.minima, ((64, 10), (0, 34)), strict=False):
        annotate(ax, f"{place:.3f}", (place, loss.f(place)), offset)
axes[1].set_xlabel("weight $w$")
describe(
    fig,
    "Two curves over the weight of a neuron. Above, the cross entropy falls to a single marked minimum just left of"
    " zero and rises on both sides. Below, the squared error has a narrow deep valley near the same place, a crest, and"
    f" a second, wide and shallow valley near {losses['squared error'].minima[-1, 0]:.1f}, where its value is higher.",
)

# %%
# The shallow valley on the right is a minimum, but a poor one.
