r"""
What they are told, and what it changes
=======================================

A rate must be right within a factor of two; a first move may be wrong by many powers of ten, downward.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.optimizers import DAdaptation, DoG, Prodigy
from optbook.studies.schedules.rate_free_runs import GUESSES, RATES, guess_sweep, rate_sweep

use_style()

# %%
# Logistic regression in minibatches: geometric means of the excess at the last iterate, over eight runs.
methods = {"D-Adaptation": DAdaptation, "Prodigy": Prodigy, "DoG": DoG}
told = {name: np.exp(np.log(guess_sweep(method).last).mean(1)) for name, method in methods.items()}
rates = np.exp(np.log(rate_sweep().last).mean(1))

# %%
# One axis for all numbers that are told: a rate, or a length.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(RATES, rates, color=COLOR["purple"], ls=":", marker="^", ms=4, label="constant rate")
looks = zip(told.items(), ("orange", "blue", "green"), ("--", "-", "-."), "sDo", strict=True)
for (name, excess), color, line, shape in looks:
    ax.loglog(GUESSES, excess, color=COLOR[color], ls=line, marker=shape, ms=4, lw=1.4, label=name)
annotate(ax, "constant rate", (RATES[3], rates[3]), (-92, 2), "purple")
annotate(ax, "D-Adaptation", (GUESSES[3], told["D-Adaptation"][3]), (0, 24), "orange")
annotate(ax, "Prodigy", (GUESSES[2], told["Prodigy"][2]), (0, 16), "blue")
annotate(ax, "DoG", (GUESSES[3], told["DoG"][3]), (-14, -24), "green")
ax.set(xlabel="told: a rate, or a length", ylabel="excess at the end", ylim=(3e-5, 300))
ax.set_xticks(10.0 ** np.arange(-12, 4, 3))
describe(
    fig,
    "Excess at the end against the number that each method is told, on log axes. The curve of a constant rate is a"
    " narrow valley. That of DoG is a shallow one, over eleven powers of ten, with a floor at the same height. Those of"
    " Prodigy and D-Adaptation are level as well, far higher. All three rise steeply for numbers above one.",
)

# %%
# Too small costs little; too large is never taken back.
