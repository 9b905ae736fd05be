r"""
A cosine whose length counts something else
===========================================

Meant is one fall over all steps. If epochs are taken for steps, or steps for epochs, it is not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.off_by_one_rates import BATCHES, RIGHT, cases

use_style()

# %%
# The rate of every update, over the peak.
wrong, meant = cases(), RIGHT["cosine"]()
epoch = np.arange(len(meant)) / BATCHES
rows = {"length in epochs, held": "purple", "length in epochs, chained": "orange", "length in steps": "green"}
told = ("epochs for steps, held at its end", "epochs for steps, rises again", "steps for epochs")

# %%
# One panel for each mistake.
fig, axes = plt.subplots(3, 1, figsize=(5.0, 5.6), sharex=True)
for ax, (name, color), text in zip(axes, rows.items(), told, strict=True):
    ax.plot(epoch, meant, color=COLOR["blue"], ls="--", label="meant")
    ax.plot(epoch, wrong[name].rates, color=COLOR[color], ls="-", lw=1.1, label=name)
    ax.set(ylabel="rate / peak", ylim=(-0.05, 1.3), xlim=(0, epoch[-1] + 1 / BATCHES), yticks=[0, 1 / 2, 1])
    ax.set_yticklabels(["0", "1/2", "1"])
    ax.text(0.98, 0.97, text, transform=ax.transAxes, ha="right", va="top", color=COLOR[color])
annotate(axes[0], "meant", (epoch[200], meant[200]), (36, 12), "blue")
annotate(axes[2], "meant", (epoch[200], meant[200]), (36, 12), "blue")
axes[-1].set_xlabel("epoch")
describe(
    fig,
    "Three panels with the rate against the epoch, and in each one the cosine that was meant. In the first the rate is"
    " zero after a fifth of an epoch. In the second it swings between one and zero more than twenty times. In the third"
    " it stays at one.",
)

# %%
# The average rate of the swinging one is right, and its last rates are not.
