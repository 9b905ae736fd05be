r"""
What the interpolation costs
============================

Variance of the average at rest, in units of that of plain averaging: it does not depend on the rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.schedule_free import noise

use_style()

# %%
# Runs from the minimum of a parabola at two rates, and the formula.
steps, lanes = 1500, 1000
run = noise(lanes=lanes, steps=steps)
scaled = steps * (run.x**2).mean(1)
fine = np.linspace(0, 0.93, 200)
small = run.lr * (1 - run.beta) < 1 / 2

# %%
# Bars are two standard errors; the rates are drawn a little apart.
fig, ax = plt.subplots()
ax.plot(fine, 1 / (1 - fine**2), color=COLOR["muted"], ls="-", label="theory")
for which, color, shape, shift in ((small, "blue", "o", -0.006), (~small, "orange", "s", 0.006)):
    bars = 2 * scaled[which] * np.sqrt(2 / lanes)
    ax.errorbar(run.beta[which] + shift, scaled[which], bars, fmt=shape, color=COLOR[color], ms=5).set_label("_")
annotate(ax, r"$1/(1 - \beta^2)$", (fine[120], 1 / (1 - fine[120] ** 2)), (-40, 44), "muted")
annotate(ax, "small rate", (run.beta[6], scaled[6]), (-60, 12), "blue")
annotate(ax, "large rate", (run.beta[5], scaled[5]), (40, -34), "orange")
ax.set(xlabel=r"interpolation $\beta$", ylabel=r"$T \times$ variance of $x_T$", ylim=(0, 7.2))
describe(
    fig,
    "Number of steps times the variance of the average against the interpolation. Points for two rates lie on one"
    " curve: it starts at one, is below two up to a half, and rises to above five at nine tenths.",
)

# %%
# Up to a half the price is a third; at nine tenths it is a factor of five.
