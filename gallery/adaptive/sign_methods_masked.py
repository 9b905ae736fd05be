r"""
Heavy ball with and without a mask
==================================

A coordinate that would move uphill waits. The swings are gone.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.sign_methods_runs import masked_runs

use_style()

# %%
# The same valley, start, rate and memory.
runs = masked_runs()

# %%
# Values on a log axis.
fig, ax = plt.subplots()
ax.semilogy(runs["heavy ball"].value, color=COLOR["blue"], ls="-", label="heavy ball")
ax.semilogy(runs["cautious"].value, color=COLOR["orange"], ls="--", label="cautious")
annotate(ax, "heavy ball", (33, runs["heavy ball"].value[33]), (36, 16), "blue")
annotate(ax, "cautious", (60, runs["cautious"].value[60]), (-38, -18), "orange")
ax.set(xlabel="step", ylabel="value", xlim=(0, len(runs["cautious"].value) - 1))
describe(
    fig,
    "Value against the step on a log axis. Heavy ball falls in waves, rising in nearly half of its steps. With the mask"
    " the value falls sooner, in stairs, and ends far lower.",
)

# %%
# Without noise the mask acts like a brake at each turning point.
