r"""
The best rates of all
=====================

Found by a search over the rates of all 700 updates: neither a level, nor a fall to zero.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.decay_quadratic import STEPS, best_rates, rates_of, tuned

use_style()

# %%
# Three schedules at their best peaks beside the free rates.
names = ("polynomial", "factor", "cosine")
rates = {name: rates_of(name, tuned(name).peak, STEPS) for name in names}
free, step = best_rates(), np.arange(STEPS)

# %%
# The free rates are drawn thick.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.plot(step, free, color=COLOR["blue"], lw=3.2, label="best of all")
looks = (("green", "-."), ("orange", "--"), ("ink", ":"))
places = ((4, (84, 10)), (60, (66, 20)), (420, (66, 44)))
for (name, rate), (color, line), (place, offset) in zip(rates.items(), looks, places, strict=True):
    ax.plot(step, rate, ls=line, color=COLOR[color], label=name)
    annotate(ax, name, (place, rate[place]), offset, color)
annotate(ax, "best of all", (250, free[250]), (-50, -40), "blue")
ax.set(xlabel="step", ylabel="rate", ylim=(0, 0.38), xlim=(-5, STEPS))
describe(
    fig,
    "Rate against the step. A thick line, the best rates of all, begins high, falls nearly evenly with a slight bend"
    " and ends above zero. The polynomial and the factor schedule begin about twice as high, cross it early and then"
    " lie below it; the polynomial ends above it again. The cosine begins lower, lies above it in the middle and below"
    " it at the end.",
)

# %%
# The tuned schedules wind around the best rates, each in the way that its formula allows.
