r"""
Four methods on digits
======================

Training loss against the rate: the best losses are not far apart, and Yogi has its own at a lower rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_failures_runs import EXPONENTS, trained

use_style()

# %%
# Logarithms of the loss on all training samples, five starts for each rate.
logs = {name: np.log(trained(name, exponents)) for name, exponents in EXPONENTS.items()}

# %%
# Geometric means, with two standard errors.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
styles = {"Adam": ("orange", "s", "--"), "AMSGrad": ("blue", "o", ":")}
styles |= {"Yogi": ("green", "^", "-."), "ADOPT": ("purple", "D", "-")}
places = {"Adam": (-1, (-44, 8)), "AMSGrad": (-2, (20, -44)), "Yogi": (0, (14, 18)), "ADOPT": (0, (26, 26))}
for name, (color, shape, line) in styles.items():
    lr, mean = 2.0 ** np.array(EXPONENTS[name]), np.exp(logs[name].mean(1))
    spread = np.exp(2 * logs[name].std(1, ddof=1) / np.sqrt(logs[name].shape[1]))
    bars = [mean - mean / spread, mean * spread - mean]
    ax.errorbar(lr, mean, bars, color=COLOR[color], marker=shape, ls=line, ms=4.5, lw=1.5).set_label(name)
    at, offset = places[name]
    annotate(ax, name, (lr[at], mean[at]), offset, color)
ax.set(xlabel=r"rate $\eta$", ylabel="training loss", xscale="log", yscale="log")
ticks = (0.05, 0.1, 0.2, 0.5)
ax.set_yticks(ticks, [f"{each:g}" for each in ticks])
ax.set_yticks([], minor=True)
describe(
    fig,
    "Training loss against the rate on log axes, with bars, for four methods. Each is a valley. Those of Adam and"
    " AMSGrad lie on each other except at the largest rates. That of ADOPT is a little higher, and that of Yogi lies"
    " at lower rates.",
)

# %%
# Where Adam does not fail, there is little to mend.
