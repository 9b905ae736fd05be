r"""
Speed against noise
===================

What constant rates end at, against how many samples the slowest entry needs.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.adaptive.preconditioning_clocks import POWERS, floor, floors, memory, powered

use_style()

# %%
# Three families of rates, each over a range of speeds; the runs are at one speed.
slowest = np.geomspace(0.03, 1, 60)
runs = floors()
looks = {0.0: ("orange", "--", "one rate for all"), 0.5: ("purple", "-.", "the root"), 1.0: ("blue", "-", "the share")}

# %%
# Left is fast, low is quiet.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
for number, power in enumerate(POWERS):
    color, style, words = looks[power]
    rates = powered(slowest, power)
    ax.loglog(memory(rates), floor(rates), style, color=COLOR[color], label=words)
    mark(ax, memory(runs.rates[number]), runs.value[number].mean(), "o", color, 8)
    place = 8
    annotate(ax, words, (memory(rates)[place], floor(rates)[place]), (-20, 26 if number == 0 else 22), color)
ax.set(xlabel="samples until the slowest error is $1/e$", ylabel="excess loss at the end")
describe(
    fig,
    "Excess loss at the end against the samples that the slowest entry needs, both axes logarithmic, for one rate for"
    " all entries, rates divided by the root of the share, and rates divided by the share. The three lines fall to the"
    " right, each well below the one before; marks of runs lie on them.",
)

# %%
# The root of the share goes about half of the way, on a logarithmic axis.
