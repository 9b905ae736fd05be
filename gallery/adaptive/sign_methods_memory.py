r"""
What a second memory buys
=========================

Left is less noise, below is less swinging. With one memory, one is paid for with the other.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.sign_methods_runs import PAIRS, noise_left, widest_swing

use_style()

# %%
# Share of the noise that the mix lets through, and width of the widest swing that goes on.
single = [pair for pair in PAIRS if pair[0] == pair[1]]
two = [pair for pair in PAIRS if pair[0] != pair[1]]
points = {pair: (noise_left(*pair), widest_swing(*pair)) for pair in PAIRS}

# %%
# Both axes are logarithmic.
fig, ax = plt.subplots()
ax.loglog(*zip(*(points[pair] for pair in single), strict=True), color=COLOR["blue"], marker="o", label="one memory")
ax.loglog(*zip(*(points[pair] for pair in two), strict=True), "s", color=COLOR["orange"], ms=8, label="two memories")
for pair in single:
    ax.annotate(f"{pair[0]:g}", points[pair], (12, 9), textcoords="offset points", color=COLOR["blue"], ha="center")
annotate(ax, "{:g} and {:g}".format(*two[0]), points[two[0]], (46, 14), "orange")
annotate(ax, "{:g} and {:g}".format(*two[1]), points[two[1]], (-22, -18), "orange")
ax.set(xlabel="share of the noise that is left", ylabel="widest swing / rate", xlim=(0.004, 0.5), ylim=(1.2, 40))
ax.set_xticks([0.005, 0.01, 0.03, 0.1, 0.3], ["1/200", "1/100", "3/100", "1/10", "3/10"])
ax.set_yticks([2, 4, 8, 16, 32], ["2", "4", "8", "16", "32"])
ax.minorticks_off()
describe(
    fig,
    "Width of the widest swing against the share of the noise that is left, on log axes. One memory gives a falling"
    " curve: a long memory leaves little noise and swings widely. Two pairs of memories lie far below that curve, at a"
    " width of two rates.",
)

# %%
# The average remembers long, and the present gradient still turns the sign in time.
