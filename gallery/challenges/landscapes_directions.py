"""
A valley, cut along and across
==============================

Twenty random lines through a trained network, and three along the top eigenvectors of its Hessian.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.challenges.landscapes import slices

use_style()

# %%
# All directions have length 1, so that distances can be compared.
cut = slices()
last = len(cut.t) - 1

# %%
# Random lines in gray, the top eigenvectors in color.
fig, ax = plt.subplots()
for number, values in enumerate(cut.random, start=1):
    ax.semilogy(cut.t, values, color=COLOR["muted"], lw=0.8, ls="-", alpha=0.7, label=f"random {number}")
for number, values in enumerate(cut.top, start=1):
    ax.semilogy(cut.t, values, color=COLOR["blue"], label=f"eigenvector {number}")
ax.text(0, cut.top.max() / 1.4, "top three eigenvectors", color=COLOR["blue"], ha="center")
ax.annotate(
    "20 random\ndirections",
    (cut.t[-1], cut.random[:, last].mean()),
    (5, 0),
    textcoords="offset points",
    va="center",
    color=COLOR["muted"],
)
ticks = [0.2, 0.5, 1, 2, 4]
ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
ax.set(xlabel="distance from the network", ylabel="loss")
describe(
    fig,
    "Loss on a log axis along lines through a trained network, up to distance 2 on both sides. Twenty random lines stay"
    " in a low, narrow band that rises little. Three lines along the top eigenvectors of the Hessian climb steeply on"
    " both sides, to more than ten times the loss in the middle.",
)

# %%
# Nothing in the gray band hints at the walls beside it.
