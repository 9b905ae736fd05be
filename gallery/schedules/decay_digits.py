r"""
Six schedules on digits
=======================

Training loss of small networks against the first rate, in two panels.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.decay_digits import nets
from optbook.studies.schedules.digits_nets import CHOOSING, PEAKS

use_style()

# %%
# The runs that judge, for all schedules and peaks.
looks = {"constant": ("ink", "-", "o"), "multi-factor": ("purple", ":", "D"), "restarts": ("orange", "--", "v")}
looks |= {"factor": ("orange", "--", "s"), "polynomial": ("green", "-.", "^"), "cosine": ("blue", "-", "p")}
logs = {name: np.log(nets(name).train[:, CHOOSING:]) for name in looks}

# %%
# Geometric means, with bars of two standard errors.
offsets = {"constant": (3, (-34, 34)), "multi-factor": (0, (34, 26)), "restarts": (4, (34, -22))}
offsets |= {"factor": (5, (-30, 26)), "polynomial": (2, (34, 34)), "cosine": (1, (-38, -22))}
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.8), sharex=True, sharey=True)
for ax, names in zip(axes, (list(looks)[:3], list(looks)[3:]), strict=True):
    for name in names:
        color, line, shape = looks[name]
        middle, log = np.exp(logs[name].mean(-1)), logs[name]
        spread = np.exp(2 * log.std(-1, ddof=1) / np.sqrt(log.shape[-1]))
        bars = [middle - middle / spread, middle * spread - middle]
        ax.errorbar(PEAKS, middle, bars, color=COLOR[color], marker=shape, ls=line, ms=5, lw=1.5).set_label(name)
        place, offset = offsets[name]
        annotate(ax, name, (PEAKS[place], middle[place]), offset, color)
    ax.set(xscale="log", yscale="log", ylabel="training loss", ylim=(0.12, 1.7))
    ax.set_yticks(ticks := [0.2, 0.4, 0.8, 1.6], [f"{tick:g}" for tick in ticks])
    ax.set_xticks(PEAKS, [f"{lr:g}" if lr >= 1 else f"1/{1 / lr:.0f}" for lr in PEAKS])
    ax.minorticks_off()
axes[1].set_xlabel(r"first rate $\eta$")
describe(
    fig,
    "Training loss against the first rate on log axes, with error bars, in two panels of three schedules. All are"
    " valleys with their floors inside the grid. The floor of the constant rate lies farthest left, that of the"
    " polynomial farthest right. The floors of cosine and polynomial are the lowest, by a little.",
)

# %%
# A schedule that falls wants a larger first rate.
