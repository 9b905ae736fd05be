r"""
Estimates of the distance
=========================

Without noise Prodigy stays below the true distance, as is proved; D-Adaptation and DoG may pass it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.optimizers import DAdaptation, DoG, Prodigy
from optbook.studies.schedules.rate_free import bowl_estimates

use_style()

# %%
# The last estimate over the true distance, in 240 runs on quadratics, without noise and with.
methods = {"DoG": DoG, "D-Adaptation": DAdaptation, "Prodigy": Prodigy}
still = [np.sort(bowl_estimates(method)[-1]) for method in methods.values()]
noisy = [np.sort(bowl_estimates(method, 1.0)[-1]) for method in methods.values()]

# %%
# Each curve gives the share of runs whose estimate is below a number.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 4.6), sharex=True)
places = ((0.62, (-58, 12)), (0.75, (64, -8)), (0.4, (-58, 0)))
for ax, rows, title in zip(axes, (still, noisy), ("without noise", "with noise"), strict=True):
    share = (np.arange(len(rows[0])) + 1) / len(rows[0])
    looks = zip(methods, rows, ("green", "orange", "blue"), ("-.", "--", "-"), places, strict=True)
    for name, row, color, line, (height, offset) in looks:
        ax.semilogx(row, share, color=COLOR[color], ls=line, label=name)
        if ax is axes[0]:
            place = int(height * len(row))
            annotate(ax, name, (row[place], share[place]), offset, color)
    ax.axvline(1, color=COLOR["ink"], lw=0.8)
    ax.text(0.99, 0.06, title, color=COLOR["muted"], ha="right", transform=ax.transAxes)
    ax.set(ylabel="share of runs", ylim=(0, 1.03))
axes[1].set(xlabel="estimated / true distance", xlim=(1e-4, 1e4))
describe(
    fig,
    "Two pictures of the share of runs against the estimated over the true distance, on a log axis, for three methods."
    " Above, without noise, the curve of Prodigy reaches all runs before one; that of D-Adaptation has most of its rise"
    " beyond one; that of DoG rises around one. Below, with noise, all three spread, and all go beyond one.",
)

# %%
# With noise no estimate is a bound.
