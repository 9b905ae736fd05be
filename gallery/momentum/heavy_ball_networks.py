r"""
Where a condition number comes from
===================================

A hundred nodes that agree with their neighbors. The shades are the slowest mode: a wave across the whole network.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.momentum.heavy_ball import promised
from optbook.studies.momentum.networks import networks

use_style()

# %%
# The same hundred nodes, linked in four ways.
found = networks()
colors = [COLOR[name] for name in ("orange", "pale orange", "paper", "pale blue", "blue")]

# %%
# Color: what the node has in the slowest mode, in five classes from low to high.
fig, axes = plt.subplots(2, 2, figsize=(5.0, 5.6))
for ax, (name, network) in zip(axes.flat, found.items(), strict=True):
    ends = np.insert(network.places[network.links], 2, np.nan, axis=1).reshape(-1, 2)
    ax.plot(*ends.T, "-", color=COLOR["muted"], lw=0.7, label=f"links, {name}")
    slowest = network.slowest
    kinds = np.digitize(slowest / np.abs(slowest).max(), [-3 / 5, -1 / 5, 1 / 5, 3 / 5])
    for kind, color in enumerate(colors):
        style = {"color": color, "markeredgecolor": COLOR["ink"], "markeredgewidth": 0.5}
        ax.plot(*network.places[kinds == kind].T, "o", ms=4.5, label=f"class {kind - 2}, {name}", **style)
    descent, heavy = promised(network.kappa)
    ax.set_title(rf"{name}: $\kappa$ = {network.kappa:.0f}" + f"\n{descent} and {heavy} steps", fontsize=10.5)
    ax.set_aspect("equal")
    ax.axis("off")
told = ", ".join(f"{network.kappa:.0f} for the {name}" for name, network in found.items())
describe(
    fig,
    "Four networks of a hundred nodes: a path that goes to and fro on a square, a grid on the same square, a ring, and"
    " a ring with a second one through its nodes in random order. Colors show the slowest mode: on the path, the grid"
    " and the ring it is one long wave, from orange at the bottom to blue at the top; on the two rings the colors are"
    f" mixed. The condition numbers are {told}.",
)

# %%
# Short ways between all nodes make a small condition number.
