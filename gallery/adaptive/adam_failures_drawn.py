r"""
Draws in place of turns
=======================

Each step draws one of the three slopes. Mean steps of Adam and ADOPT against the memory of squares.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_failures_runs import drawn

use_style()

# %%
# Means over four thousand runs, and the theorem for ADOPT.
found = drawn()

# %%
# Down is right.
fig, ax = plt.subplots()
ax.axhline(0, color=COLOR["muted"], lw=1.2)
for name, color, shape, line in (("Adam", "orange", "s", "--"), ("ADOPT", "blue", "o", "none")):
    bars = 5 * found.error[name]
    ax.errorbar(found.beta2, found.mean[name], bars, color=COLOR[color], marker=shape, ls=line, ms=5, label=name)
ax.plot(found.beta2, -found.inverse / 3, "-", color=COLOR["blue"], lw=1.4)
annotate(ax, "Adam", (found.beta2[2], found.mean["Adam"][2]), (34, 14), "orange")
annotate(ax, "ADOPT", (found.beta2[3], found.mean["ADOPT"][3]), (-10, 30), "blue")
ax.text(0.93, 0.02, "wrong", color=COLOR["muted"], ha="right")
ax.text(0.93, -0.05, "right", color=COLOR["muted"], ha="right")
ax.set(xlabel=r"$\beta_2$", ylabel="mean step / rate")
describe(
    fig,
    "Mean step over the rate against the memory of squares. Squares of Adam begin well above zero, the wrong way, and"
    " cross to below zero at a memory near two thirds. Dots of ADOPT are below zero throughout and lie on the line"
    " of the theorem.",
)

# %%
# A gradient that is not part of its own divisor is not made shorter by its own size.
