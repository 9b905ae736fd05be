r"""
Cooled or averaged, on digits
=============================

Loss at the end over that of a constant rate: median of the ratios run by run, with its interval.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.schedules.cooldown_digits import NAMES, compare

use_style()

# %%
# Each way at its best peak; the six intervals of a panel hold at once in 95 of 100 cases.
panels = {"training loss": {name: compare(name) for name in NAMES[1:]}}
panels |= {"test loss": {name: compare(name, test=True) for name in NAMES[1:]}}

# %%
# Left of the line: lower than with a constant rate.  An interval across it is a tie.
fig, axes = plt.subplots(2, figsize=(5.0, 5.0), sharex=True)
for ax, (title, verdicts) in zip(axes, panels.items(), strict=True):
    ax.axvline(1, color=COLOR["ink"], lw=1.2, label=f"constant, {title}")
    for row, (name, found) in enumerate(verdicts.items()):
        color, shape = (("blue", "o"), ("muted", "s"), ("orange", "^"))[found.sign + 1]
        span = np.exp([found.low, found.high])
        ax.plot(span, (row, row), "-", color=COLOR[color], lw=2, label=f"{name}, interval")
        ax.plot(np.exp(found.median), row, shape, color=COLOR[color], label=name)
    ax.set_yticks(range(len(verdicts)), verdicts)
    ax.set(xscale="log", ylim=(len(verdicts) - 0.5, -0.5), ylabel=title)
axes[1].set_xticks(ticks := [0.7, 0.8, 0.9, 1, 1.1, 1.2], [f"{tick:g}" for tick in ticks])
axes[1].minorticks_off()
axes[1].set_xlabel("over that of a constant rate")
better = {title: sum(found.sign == -1 for found in verdicts.values()) for title, verdicts in panels.items()}
describe(
    fig,
    "Two panels of intervals for the ratio to a constant rate, with a line at one. Wholly left of the line, with round"
    f" marks, lie {better['training loss']} of six ways by the training loss and {better['test loss']} by the test"
    " loss. The others cross it: ties.",
)

# %%
# The long cooldowns gain; a fifth of a short run is too short to tell.
