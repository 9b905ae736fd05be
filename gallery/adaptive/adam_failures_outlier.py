r"""
After one large gradient
========================

What three methods divide by, when a large gradient comes once among many small ones.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_failures_runs import outlier

use_style()

# %%
# Divisors at the usual memory of squares.
roots = outlier()
step = np.unique(np.append(np.arange(60), np.arange(60, len(roots["Adam"]), 40)))

# %%
# The first value is before the large gradient.
fig, ax = plt.subplots()
styles = {"AMSGrad": ("orange", "--"), "Yogi": ("green", "-."), "Adam": ("blue", "-")}
places = {"AMSGrad": (8500, (-6, -26)), "Yogi": (6500, (-10, -36)), "Adam": (900, (34, -24))}
for name, (color, line) in styles.items():
    level = np.append(1, roots[name][step])
    ax.plot(np.append(-800, step - 1), level, line, color=COLOR[color], label=name)
    at, offset = places[name]
    annotate(ax, name, (at, roots[name][at]), offset, color)
ax.set(xlabel="steps after the large gradient", ylabel="divisor", xlim=(-800, 10500), ylim=(0.8, 3.6))
describe(
    fig,
    "Divisor against the steps after one large gradient. All jump from one to above three. That of Adam decays"
    " within a few thousand steps, fast at first. That of Yogi falls ever faster and arrives after ten thousand. That"
    " of AMSGrad stays where it is.",
)

# %%
# To remember is to be slow: a rate that was divided by three once stays so.
