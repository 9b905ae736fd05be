r"""
Four methods over a grid of rates
=================================

Small networks on digits: each method has a best rate well inside the grid, and they reach similar losses there.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_runs import EXPONENTS, trained

use_style()

# %%
# Logarithms of the loss on all training samples, five starts for each rate.
logs = {name: np.log(trained(name, exponents)) for name, exponents in EXPONENTS.items()}

# %%
# Geometric means, with two standard errors.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
colors, shapes, lines = ("orange", "green", "purple", "blue"), "^Dso", ("--", "-.", ":", "-")
places = {"gradient descent": (4, (34, -12)), "heavy ball": (5, (-48, 4))}
places |= {"RMSProp": (0, (6, 24)), "Adam": (0, (26, 10))}
for (name, log), color, shape, line in zip(logs.items(), colors, shapes, lines, strict=True):
    lr, middle = 2.0 ** np.array(EXPONENTS[name]), np.exp(log.mean(1))
    spread = np.exp(2 * log.std(1, ddof=1) / np.sqrt(log.shape[1]))
    bars = [middle - middle / spread, middle * spread - middle]
    ax.errorbar(lr, middle, bars, color=COLOR[color], marker=shape, ls=line, ms=4.5, lw=1.5).set_label(name)
    index, offset = places[name]
    annotate(ax, name.replace(" ", "\n"), (lr[index], middle[index]), offset, color)
ax.set(xlabel=r"rate $\eta$", ylabel="training loss", xscale="log", yscale="log", xlim=(2.0**-10, 2.0**6))
ax.set_yticks(ticks := [0.05, 0.1, 0.2, 0.5], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Training loss against the rate on log axes, with bars, for four methods. Each is a valley of about the same depth."
    " The valleys of RMSProp and Adam lie near each other at small rates, that of heavy ball farther right, and that of"
    " gradient descent farthest.",
)

# %%
# The depths are nearly the same; the places are not.
