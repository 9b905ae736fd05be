"""
The gradient on its way back
============================

Fifty networks of twenty layers for each of six pairs of activation and initialization.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.challenges.vanishing_gradients import passes

use_style()

# %%
# Gradient norm in each layer, relative to the last one: median and the middle nine tenths of the networks.
pairs = [("sigmoid", "naive"), ("sigmoid", "xavier"), ("relu", "naive"), ("tanh", "naive"), ("tanh", "xavier")]
pairs.append(("relu", "he"))
bands = {}
for activation, scheme in pairs:
    gradient = passes(activation, scheme).gradient[:, ::-1]
    bands[activation, scheme] = np.quantile(gradient / gradient[:, :1], [0.05, 0.5, 0.95], axis=0)

# %%
# From the loss, on the left, back to the first layer, on the right.
fig, ax = plt.subplots(figsize=(5, 4.6))
colors = {"sigmoid": "purple", "tanh": "orange", "relu": "blue"}
for (activation, scheme), (low, median, high) in bands.items():
    color, back = COLOR[colors[activation]], np.arange(len(median))
    ax.fill_between(back, low, high, color=color, alpha=0.25, lw=0)
    line = "--" if scheme == "naive" else "-"
    name = {"xavier": "Xavier", "he": "He", "naive": "naive"}[scheme]
    ax.semilogy(back, median, color=color, ls=line, label=f"{activation}, {name}")
ax.set(xlabel="layers back from the last", ylabel="gradient norm / that of the last layer")
label_ends(ax)
left = ", ".join(f"{activation} {scheme} {median[-1]:.0e}" for (activation, scheme), (_, median, _) in bands.items())
describe(
    fig,
    "Gradient norm on a log axis against layers back from the last. Six nearly straight lines fan out from 1. Only relu"
    " with He weights and tanh with Xavier weights stay near it, the others fall by many powers of ten. In the first"
    f" layer the medians are: {left}. The bands of the networks are narrow.",
)

# %%
# Straight lines on a log axis: each layer takes the same factor. Only two of the six pairs arrive with anything left.
