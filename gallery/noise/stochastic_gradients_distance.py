r"""
Distance to the minimum under three schedules
=============================================

The constant rate stays at its level, the exponential one freezes, the polynomial one goes on.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.stochastic_gradients import spreads

use_style()

# %%
# Median and central share of many runs.
found = spreads()

# %%
# Lines are medians, bands hold the middle part of the runs.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = {"constant": ("blue", "-"), "exponential": ("orange", "--"), "polynomial": ("green", "-.")}
for name, (color, line) in looks.items():
    spread = found[name]
    ax.fill_between(
        spread.step + 1, spread.low, spread.high, color=COLOR[f"pale {color}"], alpha=0.75, lw=0, label="_band"
    )
    ax.loglog(spread.step + 1, spread.median, ls=line, color=COLOR[color], label=name)
places = {"constant": (120, (-70, -66)), "exponential": (300, (0, 34)), "polynomial": (900, (-56, -38))}
for name, (step, offset) in places.items():
    annotate(ax, name, (step + 1, found[name].median[step]), offset, looks[name][0])
ax.set(xlabel="step, counted from 1", ylabel="distance to the minimum", xlim=(1, 1001), ylim=(0.008, 8))
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
ax.set_yticks(ticks := [0.01, 0.1, 1], [f"{tick:g}" for tick in ticks])
describe(
    fig,
    "Median distance to the minimum against the step, on log axes, with a band for the middle"
    f" {found['constant'].share:.0%} of the runs. The constant rate falls fastest and levels off. The exponential"
    " schedule levels off at several times that distance, with a narrow band. The polynomial schedule is slower than"
    " the constant rate at first and keeps falling.",
)

# %%
# What is best depends on when you stop.
