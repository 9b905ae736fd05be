r"""
Three rises
===========

What the rate is multiplied with, against the number of the update, on a log axis.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.warmup import rectification, untuned
from optbook.studies.schedules.warmup_nets import WARMUP

use_style()

# %%
# The warmup of this page's networks, the untuned one for Adam, and RAdam's factor.
step = np.unique(np.geomspace(1, 10_000, 400).astype(int))
factors = {"RAdam": rectification(step), "untuned": untuned(step), "linear": np.minimum(1, step / WARMUP)}

# %%
# All end at one.
fig, ax = plt.subplots()
looks = (("orange", "--"), ("blue", "-"), ("ink", ":"))
places = ((np.searchsorted(step, 400), (-46, 34)), (np.searchsorted(step, 800), (42, -38)))
places += ((np.searchsorted(step, 12), (-40, 26)),)
names = ("RAdam", "linear over 2000", f"linear over {WARMUP}")
for (name, factor), said, (color, line), (at, offset) in zip(factors.items(), names, looks, places, strict=True):
    ax.semilogx(step, factor, ls=line, color=COLOR[color], label=name)
    annotate(ax, said, (step[at], factor[at]), offset, color)
ax.set(xlabel="update", ylabel="factor of the rate", ylim=(-0.03, 1.08))
describe(
    fig,
    "Factor of the rate against the number of the update on a log axis. The dotted line reaches one after"
    f" {WARMUP} updates. The solid line, linear over 2000 updates, and the dashed one of RAdam both reach it in the"
    " thousands. RAdam's is zero at the first few updates, lies above the solid line in the hundreds and joins one more"
    " gradually.",
)

# %%
# RAdam's factor is a warmup of about the same length as the untuned one.
