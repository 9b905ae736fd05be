r"""
Each schedule over a grid of peaks
==================================

Expected gap at the end of the run; every valley has its floor inside the grid, and none reaches the dotted line.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.decay_quadratic import (
    NAMES,
    PEAKS,
    best_rates,
    gap_and_slope,
    runs,
    tuned,
    valley,
)

use_style()

# %%
# Closed forms for the grid, and 500 runs at each best peak.
curves = {name: valley(name) for name in NAMES}
last = dict(zip(NAMES, runs().gap[:, -1], strict=True))
floor = gap_and_slope(best_rates())[0]

# %%
# Lines: recursion.  Marks: runs, with bars of two standard errors.
looks = {"constant": ("ink", "-", "o"), "multi-factor": ("purple", ":", "D"), "restarts": ("orange", "--", "v")}
looks |= {"factor": ("orange", "--", "s"), "polynomial": ("green", "-.", "^"), "cosine": ("blue", "-", "p")}
offsets = {"constant": (22, (-50, 10)), "multi-factor": (29, (-14, 42)), "restarts": (27, (8, -26))}
offsets |= {"factor": (28, (4, -33)), "polynomial": (12, (38, 24)), "cosine": (10, (-40, -26))}
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.8), sharex=True, sharey=True)
for ax, names in zip(axes, (list(looks)[:3], list(looks)[3:]), strict=True):
    ax.axhline(floor, color=COLOR["muted"], ls=":", lw=1.4, label="best rates of all")
    for name in names:
        color, line, shape = looks[name]
        ax.plot(PEAKS, curves[name], ls=line, color=COLOR[color], label=name)
        error = 2 * last[name].std(ddof=1) / np.sqrt(len(last[name]))
        style = {"fmt": shape, "color": COLOR[color], "ms": 7.5, "mec": COLOR["paper"]}
        ax.errorbar(tuned(name).peak, last[name].mean(), error, **style).set_label(f"{name}, runs")
        place, offset = offsets[name]
        annotate(ax, name, (PEAKS[place], curves[name][place]), offset, color)
    ax.set(xscale="log", yscale="log", ylabel="expected gap", xlim=(0.007, 1.5), ylim=(0.01, 0.25))
    ax.set_yticks(ticks := [0.01, 0.03, 0.1], [f"{tick:g}" for tick in ticks])
    ax.set_xticks(ticks := [0.01, 0.03, 0.1, 0.3, 1], [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
axes[1].set_xlabel(r"first rate $\eta$")
describe(
    fig,
    "Expected gap at the end against the first rate, on log axes, in two panels of three schedules. Each line is a"
    " valley whose floor is inside the grid, with the mean of runs on it. A dotted level lies below all floors: the"
    " least gap found among all sequences of rates. The floors of the lower panel are nearer to it than those of the"
    " upper.",
)

# %%
# At their best peaks the schedules differ by less than a wrong peak costs each of them.
