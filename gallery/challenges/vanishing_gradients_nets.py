"""
Single networks drift, their average does not
=============================================

Size of relu activations with He's weights, layer by layer: many networks and their root mean square.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.challenges.vanishing_gradients import passes

use_style()

# %%
# Each network relative to its own first layer.
runs = passes("relu", "he", nets=120)
rms = runs.rms / runs.rms[:, :1]
average = np.sqrt((rms**2).mean(axis=0))
layer = np.arange(1, rms.shape[1] + 1)

# %%
# Every network is a thin line.
fig, ax = plt.subplots()
ax.semilogy(layer, rms.T, color=COLOR["shade 1"], ls="-", lw=0.6, alpha=0.7, label="_nets")
ax.semilogy(layer, average, color=COLOR["orange"], lw=2.6, ls="-", label="root mean square over nets")
ticks = [0.25, 0.5, 1, 2, 4]
ax.set_yticks(ticks, labels=[f"{tick:g}" for tick in ticks])
ax.minorticks_off()
ax.set_xticks(layer[::3])
middle = len(layer) // 2
annotate(ax, "root mean square over nets", (layer[middle], average[middle]), (-34, 66), "orange")
annotate(ax, "one net", (layer[-3], rms[rms[:, -1].argmin(), -3]), (-72, 6), "blue")
ax.set(xlabel="layer", ylabel="rms / that of layer 1")
describe(
    fig,
    "Root mean square of the activations relative to the first layer, on a log axis, against the layer. A hundred and"
    f" twenty thin lines spread out like a fan from 1 to between {rms[:, -1].min():.1f} and {rms[:, -1].max():.1f} in"
    " layer 20; a thick line, their root mean square, stays near 1.",
)

# %%
# The fan opens with depth and the thick line stays level: He's rule holds on average, not net by net.
