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
step = np.unique(np.append(np.arange(60), np.arange(60, len(roots["Adam"]), 20)))

# %%
# The first value is before the large gradient.
fig, ax = plt.subplots()
styles = {"AMSGrad": ("orange", "--"), "Yogi": ("green", "-."), "Adam": ("blue", "-")}
places = {"AMSGrad": (3300, (-6, -26)), "Yogi": (1900, (34, 14)), "Adam": (900, (-30, -30))}
for name, (color, line) in styles.items():
    level = np.append(1, roots[name][step])
    ax.plot(np.append(-300, step - 1), level, line, color=COLOR[color], label=name)
    at, offset = places[name]
    annotate(ax, name, (at, roots[name][at]), offset, color)
ax.set(xlabel="steps after the large gradient", ylabel="divisor", xlim=(-300, 3900), ylim=(0.8, 2.4))
describe(
    fig,
    "Divisor against the steps after one large gradient. All jump from one to above two. That of Adam decays, fast at"
    " first. That of Yogi stays above it for long, falls ever faster, and arrives after thirty-six hundred. That of"
    " AMSGrad stays where it is.",
)

# %%
# To remember is to be slow: a rate that was divided by two once stays so.
