r"""
How many rates will do
======================

For each method that takes a rate, the width of the range in which the gap is within twice its least.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.schedules.comparison_runs import outcome
from optbook.studies.schedules.contest import PROBLEMS, TUNED

use_style()

# %%
# In octaves, from the runs that the rates were chosen by.
width = {name: np.array([outcome(name).constant[method].width for method in TUNED]) for name in PROBLEMS}
order = np.argsort(np.mean(list(width.values()), axis=0))
looks = {
    "digits network": ("blue", "o"),
    "softmax": ("orange", "D"),
    "sparse features": ("green", "^"),
    "quadratic": ("purple", "s"),
}

# %%
# The methods by their mean, the widest on top.
fig, ax = plt.subplots(figsize=(5.0, 5.8))
for name, (color, marker) in looks.items():
    ax.plot(width[name][order], range(len(TUNED)), marker, color=COLOR[color], ms=6, label=name)
ax.set_yticks(range(len(TUNED)), [TUNED[i] for i in order])
ax.set(xlim=(0, 6), ylim=(-1, len(TUNED) + 1), xlabel="width in octaves of the rate")
top = len(TUNED) + 0.1
for (name, (color, marker)), place in zip(looks.items(), (0.2, 1.72, 3.22, 4.48), strict=True):
    ax.plot(place, top, marker, color=COLOR[color], ms=6, label="_sign", clip_on=False)
    ax.text(place + 1 / 6, top, name.replace("digits ", "").replace(" features", ""), color=COLOR[color], va="center")
means = {name: got.mean() for name, got in width.items()}
widest, narrowest = TUNED[order[-1]], TUNED[order[0]]
describe(
    fig,
    "For each of seventeen methods four marks, one a problem, at the number of octaves of rates within twice the least"
    f" gap. The means over the methods are {means['digits network']:.1f} on the digits network,"
    f" {means['softmax']:.1f} on softmax, {means['sparse features']:.1f} on sparse features and"
    f" {means['quadratic']:.1f} on the quadratic. {widest} has the widest range, {narrowest} the narrowest.",
)

# %%
# The problem decides more than the method.
