r"""
Five methods over a grid of rates, constant and falling
=======================================================

Small networks on digits. Of the five methods signSGD gains most from a rate that falls.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.sign_methods_runs import EXPONENTS, trained

use_style()

# %%
# Logarithms of the loss on all training samples, five starts for each rate.
logs = {fall: {name: np.log(trained(name, tried, fall)) for name, tried in EXPONENTS.items()} for fall in (False, True)}

# %%
# Geometric means, with two standard errors.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 6.0), sharex=True)
looks = {"gradient descent": ("green", "^", "--"), "signSGD": ("orange", "s", "-"), "Lion": ("purple", "D", "-.")}
looks |= {"Adam": ("blue", "o", "-"), "cautious Adam": ("muted", "v", ":")}
for ax, fall in zip(axes, (False, True), strict=True):
    for name, (color, shape, line) in looks.items():
        lr, log = 2.0 ** np.array(EXPONENTS[name]), logs[fall][name]
        middle, spread = np.exp(log.mean(1)), np.exp(2 * log.std(1, ddof=1) / np.sqrt(log.shape[1]))
        bars = [middle - middle / spread, middle * spread - middle]
        ax.errorbar(lr, middle, bars, color=COLOR[color], marker=shape, ls=line, ms=4.5, lw=1.5).set_label(name)
    ax.set(ylabel="training loss", xscale="log", yscale="log", ylim=(0.03, 3), xlim=(2.0**-10, 2.0**5))
    ax.text(0.56, 0.95, f"{'falling' if fall else 'constant'} rate", transform=ax.transAxes, ha="center", va="top")
    ax.set_yticks([1 / 20, 1 / 10, 1 / 2, 1], ["1/20", "1/10", "1/2", "1"])
    ax.minorticks_off()
places = {"gradient descent": (0, (30, 24)), "signSGD": (0, (22, 26)), "Lion": (0, (0, -44))}
places |= {"Adam": (0, (44, 22)), "cautious Adam": (2, (6, -22))}
for name, (index, offset) in places.items():
    at = (2.0 ** EXPONENTS[name][index], np.exp(logs[True][name][index].mean()))
    annotate(axes[1], name.replace(" ", "\n") if name[0] == "g" else name, at, offset, looks[name][0])
axes[1].set_xlabel(r"rate $\eta$, at the first step")
describe(
    fig,
    "Two panels, for constant and falling rates: training loss against the rate on log axes for five methods. Each is a"
    " valley. At constant rates those of signSGD and Lion are less deep; at falling rates that of signSGD is as deep as"
    " that of Adam. Cautious Adam lies a little below Adam.",
)

# %%
# At a constant rate every weight keeps jumping by the full rate to the end.
