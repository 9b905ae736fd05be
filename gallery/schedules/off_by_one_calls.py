r"""
Too many calls
==============

A factor schedule that is meant to fall once an epoch. Calls that are not epochs make it fall too.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.off_by_one_rates import BATCHES, RIGHT, cases

use_style()

# %%
# The rate of every update, over the peak.
wrong, meant = cases(), RIGHT["factor"]()
epoch = np.arange(len(meant)) / BATCHES
early = epoch < 1

# %%
# The rate is on a log axis.
fig, ax = plt.subplots()
ax.semilogy(epoch, meant, color=COLOR["blue"], ls="--", label="meant")
ax.semilogy(epoch, wrong["plotted first"].rates, color=COLOR["orange"], ls="-", label="plotted first")
ax.semilogy(epoch, wrong["stepped each batch"].rates, color=COLOR["purple"], ls="-.", label="stepped each batch")
middle = len(meant) // 2
annotate(ax, "meant", (epoch[middle], meant[middle]), (40, 20), "blue")
annotate(ax, "plotted first", (epoch[middle], wrong["plotted first"].rates[middle]), (30, 26), "orange")
annotate(ax, "stepped\neach batch", (epoch[19], wrong["stepped each batch"].rates[19]), (46, -20), "purple")
ax.set(xlabel="epoch", ylabel="rate / peak", xlim=(0, epoch[-1] + 1 / BATCHES), ylim=(2e-4, 2))
describe(
    fig,
    "Rate against the epoch on a log axis. What was meant is a staircase from one down to four hundredths. The schedule"
    " that was plotted first has the same stairs, but begins at two hundredths. The one that is stepped each batch is"
    " below the picture after about half an epoch.",
)

# %%
# In both cases the run is over before it has begun.
