r"""
The effective rate, with noise and without
==========================================

Without noise it levels off. With noise it goes on falling, like one over the root of the step.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adagrad import effective

use_style()

# %%
# One parabola: one run without noise, and a hundred with it.
runs = effective()
clean, noisy = runs.lr / np.sqrt(runs.clean), runs.lr / np.sqrt(runs.noisy)
low, middle, high = np.quantile(noisy, (1 / 20, 1 / 2, 19 / 20), axis=1)

# %%
# On log axes a power is a straight line.
fig, ax = plt.subplots()
ax.fill_between(runs.step, low, high, color=COLOR["pale orange"])
ax.loglog(runs.step, clean, "-", color=COLOR["blue"], label="no noise")
ax.loglog(runs.step, middle, "--", color=COLOR["orange"], label="noise, median")
ax.loglog(runs.step, runs.lr / (runs.sigma * np.sqrt(runs.step)), ":", color=COLOR["ink"], label="root law")
place = len(runs.step) // 6
annotate(ax, "no noise", (runs.step[place], clean[place]), (0, 24), "blue")
annotate(ax, "noise: median\nand nine tenths", (runs.step[30], middle[30]), (-46, -56), "orange")
annotate(ax, r"$\eta / (\sigma \sqrt{t})$", (runs.step[3], runs.lr / (runs.sigma * 2)), (66, 12), "ink")
ax.set(xlabel="gradients in the sum", ylabel="effective rate")
describe(
    fig,
    "Effective rate against the number of gradients in the sum, both axes logarithmic. Without noise it falls a little"
    " and then stays level. With noise a band, wide at first and then narrow, goes on falling and comes to lie on a"
    " dotted straight line of slope minus one half.",
)

# %%
# Noise, not the number of steps, makes the rate vanish.
