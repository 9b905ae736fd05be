r"""
Votes of signs, and the sign of the mean
========================================

The same gradients, judged in two ways. Which is right more often depends on the noise.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.sign_methods_noise import VOTERS, counted_votes, right_votes

use_style()

# %%
# Exact probabilities, and shares of random trials.
laws = {"normal": "normal noise", "Cauchy": "Cauchy noise", "two values": "seldom 4, often -1"}
exact = {law: right_votes(law) for law in laws}
trials = 10000
shares = {law: counted_votes(law, trials=trials) / trials for law in laws}

# %%
# One panel for each law.
fig, axes = plt.subplots(3, 1, figsize=(5.0, 5.6), sharex=True)
for ax, (law, title) in zip(axes, laws.items(), strict=True):
    for row, (name, color, line, shape) in enumerate((("majority", "orange", "--", "s"), ("mean", "blue", "-", "o"))):
        ax.semilogx(VOTERS, exact[law][row], color=COLOR[color], ls=line, label=name)
        ax.semilogx(VOTERS, shares[law][row], shape, color=COLOR[color], ms=4, label=f"{name}, trials")
    ax.axhline(1 / 2, color=COLOR["muted"], lw=0.8, ls=":")
    ax.text(0.02, 0.9, title.replace("-", "\N{MINUS SIGN}"), transform=ax.transAxes, va="top")
    ax.set(ylabel="right", ylim=(-0.04, 1.1), yticks=[0, 1 / 2, 1])
    ax.set_yticklabels(["0", "1/2", "1"])
annotate(axes[0], "mean", (VOTERS[3], exact["normal"][1][3]), (-20, 16), "blue")
annotate(axes[0], "majority", (VOTERS[3], exact["normal"][0][3]), (16, -24), "orange")
annotate(axes[1], "majority", (VOTERS[5], exact["Cauchy"][0][5]), (-44, 8), "orange")
annotate(axes[1], "mean", (VOTERS[4], exact["Cauchy"][1][4]), (4, -26), "blue")
annotate(axes[2], "mean", (VOTERS[4], exact["two values"][1][4]), (4, 20), "blue")
annotate(axes[2], "majority", (VOTERS[3], exact["two values"][0][3]), (24, 22), "orange")
axes[-1].set_xticks([1, 3, 10, 30, 100], ["1", "3", "10", "30", "100"])
axes[-1].minorticks_off()
axes[-1].set_xlabel("voters")
describe(
    fig,
    "Three panels: how often the majority of signs and the sign of the mean are right, against the number of voters."
    " With normal noise both rise, the mean a little above the majority. With Cauchy noise the majority rises and the"
    " mean stays level. With gradients of four or minus one the majority falls to zero while the mean rises.",
)

# %%
# Symmetric noise with heavy tails favors the vote; skewed gradients favor the mean.
