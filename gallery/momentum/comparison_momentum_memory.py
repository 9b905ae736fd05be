r"""
How long a memory the accuracy asks for
=======================================

What heavy ball's best memory forgets, against the gap that is to be reached.
"""

import matplotlib.pyplot as plt

from optbook.drawing import SHADES, describe, use_style
from optbook.studies.momentum.comparison import SHARES, memories

use_style()

# %%
# For each accuracy the best pair of a grid; the grid's steps are a quarter of an octave.
forgets = memories()
looks = {"quadratic": (SHADES[1], "-", "o"), "Rosenbrock": (SHADES[2], "--", "p"), "flat bowl": (SHADES[4], "-.", "h")}
last = len(SHARES) - 1
offsets = {"quadratic": (last, (-6, 12)), "Rosenbrock": (0, (6, -16)), "flat bowl": (0, (26, 8))}

# %%
# To the right the goal is finer.
fig, ax = plt.subplots()
for name, (color, line, marker) in looks.items():
    ax.loglog(SHARES, forgets[name], ls=line, marker=marker, color=color, label=name)
    place, offset = offsets[name]
    ax.annotate(
        name,
        (SHARES[place], forgets[name][place]),
        offset,
        textcoords="offset points",
        color=color,
        ha="left" if place == 0 else "right",
    )
ax.set(xlabel="gap to reach, over the first gap", ylabel=r"best $1 - \beta$")
ax.invert_xaxis()
ax.set_yticks(ticks := [2.0**-k for k in range(1, 7)], [f"1/{1 / tick:.0f}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "One minus heavy ball's best memory against the gap to be reached, both on log axes. On the flat bowl it falls from"
    f" {forgets['flat bowl'][0]:.2f} to {forgets['flat bowl'][-1]:.3f}. On the quadratic and on Rosenbrock's valley it"
    " falls by no more than a factor of two, and is level at the right.",
)

# %%
# Where the curvature dies away no constant memory is right: a memory that grows needs no choice.
