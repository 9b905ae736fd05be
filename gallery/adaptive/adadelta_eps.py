r"""
How long it takes, against eps
==============================

Steps to the minimum of a parabola: fewer by a factor of ten for an eps a thousand times as large.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adadelta_forms import arrivals

use_style()

# %%
# Steps from five to five hundredths, and RMSProp at the rate that is the root of eps.
powers = tuple(np.arange(-9.0, 1.0))
eps, counts = 10.0 ** np.array(powers), arrivals(powers)
there = counts["RMSProp"] > 0
middle = len(eps) // 2

# %%
# Dotted: powers through the middle of each.
fig, ax = plt.subplots()
ax.loglog(eps, counts["Adadelta"], "o-", color=COLOR["blue"], ms=5)
ax.loglog(eps[there], counts["RMSProp"][there], "^--", color=COLOR["orange"], ms=5)
ax.loglog(eps, counts["Adadelta"][middle] * (eps / eps[middle]) ** (-1 / 3), ":", color=COLOR["ink"], lw=1.4)
annotate(ax, "Adadelta", (eps[2], counts["Adadelta"][2]), (-20, -44), "blue")
annotate(ax, "RMSProp at the\n" r"rate $\sqrt{\varepsilon}$", (eps[4], counts["RMSProp"][4]), (52, 8), "orange")
annotate(
    ax,
    r"$\varepsilon^{-1/3}$",
    (eps[-1], 1.02 * counts["Adadelta"][middle] * (eps[-1] / eps[middle]) ** (-1 / 3)),
    (-10, 34),
    "ink",
)
ax.set(xlabel=r"$\varepsilon$", ylabel="steps")
describe(
    fig,
    "Steps until a run has come near the minimum against eps, on log axes. Dots of Adadelta lie along a dotted"
    " line that falls like one over the cube root of eps. Triangles of RMSProp, run at the root of eps as its"
    " rate, fall along a steeper line.",
)

# %%
# Less sensitive than a rate, and still a rate.
