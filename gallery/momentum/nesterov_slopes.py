r"""
Slope one and slope two
=======================

On curvatures of all scales a growing memory falls like the square of the step; a constant memory is only a head start.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.accelerated import scale_race

use_style()

# %%
# Three methods on one quadratic, at the same rate.
race = scale_race()
t, value = race.step[1:], {name: values[1:] for name, values in race.value.items()}

# %%
# On log axes a power is a straight line.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(t, race.bound[1:], ":", color=COLOR["muted"], label="bound")
ax.loglog(t, value["descent"], "--", color=COLOR["orange"], label="gradient descent")
ax.loglog(t, value["constant"], "-.", color=COLOR["green"], label="constant memory")
ax.loglog(t, value["growing"], "-", color=COLOR["blue"], label="growing memory")
named = {"descent": ("descent", "orange"), "constant": ("memory 9/10", "green"), "growing": ("growing", "blue")}
for name, (words, color) in named.items():
    ax.text(t[-1] * 5 / 4, value[name][-1], words, color=COLOR[color], va="center")
annotate(ax, "bound of the growing one", (t[12], race.bound[13]), (66, 22), "muted")
ax.set(xlabel="step", ylabel="value", xlim=(1, 3e4), xticks=[1, 10, 100, 1000])
describe(
    fig,
    "Value against the step, both axes logarithmic. Gradient descent is a line of slope one. With the constant memory"
    " nine tenths the value first falls steeply, then runs parallel to gradient descent, a constant factor lower. With"
    " the growing memory it is a line of slope two, which crosses the other; its bound is a parallel line far above.",
)

# %%
# A constant memory multiplies the rate; it does not change the law.
