r"""
What each way of treating noise buys
====================================

Run by run, the gap over that of a constant rate with its interval; for digits also the loss on the test samples.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.comparison import outcome
from optbook.studies.noise.contest import METHODS, PROBLEMS

use_style()

# %%
# Fresh runs at the best rates; all intervals of a panel hold at once in 95 of 100 cases.
found = {name: outcome(name) for name in PROBLEMS}
panels = [(name, name, False) for name in PROBLEMS] + [("digits, test loss", "digits", True)]
looks = {
    "1/t": ("green", "o"),
    "1/root t": ("green", "^"),
    "cosine": ("green", "D"),
    "averaging": ("purple", "p"),
    "moving average": ("purple", "h"),
    "larger batch": ("orange", "v"),
    "reshuffling": ("orange", "<"),
}
verdicts = {
    title: {method: found[name].compare(method, test=test) for method in METHODS[1:] if method in found[name].gap}
    for title, name, test in panels
}

# %%
# Left of the line: better than a constant rate.  An interval across it is a tie.
fig, axes = plt.subplots(4, figsize=(5.0, 8.8), sharex=True)
for ax, (title, verdict) in zip(axes, verdicts.items(), strict=True):
    ax.axvline(1, color=COLOR["blue"], lw=1.4, label=f"constant, {title}")
    for row, (method, (color, marker)) in enumerate(looks.items()):
        if method in verdict:
            ends = np.exp([verdict[method].low, verdict[method].high])
            ax.plot(ends, (row, row), "-", color=COLOR[color], lw=2, label=f"{method}, interval")
            ax.plot(np.exp(verdict[method].median), row, marker, color=COLOR[color], ms=6, label=method)
    ax.set_yticks(range(len(looks)), looks)
    for label, (color, _) in zip(ax.get_yticklabels(), looks.values(), strict=True):
        label.set_color(COLOR[color])
    ax.set(xscale="log", xlim=(0.1, 2.5), ylim=(len(looks) - 0.5, -0.5), ylabel=title.replace(", ", ",\n"))
axes[0].text(0.97, len(looks) - 1, "constant", color=COLOR["blue"], ha="right", va="center")
axes[3].set_xlabel("gap, or test loss, over that of a constant rate")
axes[3].set_xticks(ticks := [0.1, 0.2, 0.5, 1, 2], [f"{tick:g}" for tick in ticks])
axes[3].minorticks_off()
better = {title: sum(each.sign < 0 for each in verdict.values()) for title, verdict in verdicts.items()}
describe(
    fig,
    "Four panels of intervals for the ratio to a constant rate, on a log axis, with a line at one. Wholly left of the"
    f" line lie {better['quadratic']} methods on the quadratic, {better['least squares']} on least squares,"
    f" {better['digits']} on digits and {better['digits, test loss']} by the test loss of digits. Averaging lies"
    " farthest to the left on least squares. The larger batch crosses the line in every panel.",
)

# %%
# Averages and falling rates take noise out; a larger batch only trades steps for exactness.
