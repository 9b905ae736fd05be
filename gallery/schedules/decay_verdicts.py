r"""
What each fall buys
===================

The gap or the loss at the end over that of a constant rate, with an interval for its median.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.schedules import decay, decay_digits
from optbook.studies.schedules.decay_quadratic import NAMES

use_style()

# %%
# Run by run, each schedule at its best peak; the five intervals of a panel hold at once in 95 of 100 cases.
panels = {"quadratic, gap": {name: decay.compare(name) for name in NAMES[1:]}}
panels |= {"digits, training loss": {name: decay_digits.compare(name) for name in NAMES[1:]}}
panels |= {"digits, test loss": {name: decay_digits.compare(name, test=True) for name in NAMES[1:]}}

# %%
# Left of the line: lower than with a constant rate.  An interval across it is a tie.
fig, axes = plt.subplots(3, figsize=(5.0, 6.0), sharex=True)
for ax, (title, verdicts) in zip(axes, panels.items(), strict=True):
    ax.axvline(1, color=COLOR["ink"], lw=1.2, label=f"constant, {title}")
    for row, (name, found) in enumerate(verdicts.items()):
        color = ("blue", "muted", "orange")[found.sign + 1]
        ax.plot(np.exp([found.low, found.high]), (row, row), "-", color=COLOR[color], lw=2, label=f"{name}, interval")
        ax.plot(np.exp(found.median), row, "o", color=COLOR[color], label=name)
    ax.set_yticks(range(len(verdicts)), verdicts)
    ax.set(xscale="log", ylim=(len(verdicts) - 0.5, -0.5), xlim=(0.7, 1.4), ylabel=title.replace(", ", ",\n"))
axes[2].set_xticks(ticks := [0.7, 0.8, 1, 1.2, 1.4], [f"{tick:g}" for tick in ticks])
axes[2].minorticks_off()
axes[2].set_xlabel("over that of a constant rate")
better, worse = ({t: sum(v.sign == s for v in found.values()) for t, found in panels.items()} for s in (-1, 1))
describe(
    fig,
    "Three panels of intervals for the ratio to a constant rate, with a line at one. Wholly left of the line lie"
    f" {better['quadratic, gap']} of five schedules on the quadratic, {better['digits, training loss']} by the training"
    f" loss of digits and {better['digits, test loss']} by their test loss; wholly right lie"
    f" {worse['quadratic, gap']}, {worse['digits, training loss']} and {worse['digits, test loss']}.",
)

# %%
# Cosine gains and multi-factor does not, on both problems; the factor changes sides.
