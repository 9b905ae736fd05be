"""
From a network to its twins
===========================

Both ends of each line are the same function of the input; what lies between them is not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.challenges.symmetry import lines

use_style()

# %%
# Three straight ways from one trained network.
ways = lines()
middle = len(ways.share) // 2

# %%
# On a log axis the flat line at the bottom and the top of the highest are both legible.
fig, ax = plt.subplots()
ax.axhline(np.log(10), color=COLOR["muted"], lw=1, ls=":", label="untrained")
ax.semilogy(ways.share, ways.flipped, label="signs flipped")
ax.semilogy(ways.share, ways.permuted, label="units shuffled")
ax.semilogy(ways.share, ways.matched, label="shuffled, then matched")
ax.set_ylim(ways.matched.min() / 1.6, np.log(10) * 1.9)
ax.text(0, np.log(10) * 1.08, "untrained, ln 10", color=COLOR["muted"], va="bottom")
ax.text(0.5, ways.flipped[middle] / 1.5, "signs flipped", color=COLOR["blue"], ha="center", va="top")
ax.text(0.5, ways.permuted[middle] / 1.25, "units shuffled", color=COLOR["orange"], ha="center", va="top")
ax.text(0.5, ways.matched[middle] * 1.06, "shuffled, then matched", color=COLOR["green"], ha="center", va="bottom")
ax.set(xlabel="share of the way to the twin", ylabel="loss")
describe(
    fig,
    "Loss on a log axis along three straight lines from a trained network to its twins. Toward the twin with flipped"
    " signs it climbs in the middle to a dotted line, the loss of an untrained network. Toward the twin with shuffled"
    " units it climbs to about a sixth of that. Once the units are matched, the line is flat.",
)

# %%
# All ends have one height: the twins are the same network.
