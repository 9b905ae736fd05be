r"""
The middle of the cloud is not the minimum
==========================================

On a curve that is steeper on one side the average of a run at a constant rate ends beside the minimum.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.averaging import bend_exact, bend_slope, bends

use_style()

# %%
# Simulated offsets, those of the exact law at rest, and the formula for small rates.
found = bends()
lr = np.linspace(found.lr[0], found.lr[-1], 11)
exact = [bend_exact(each) for each in lr]

# %%
# Bars are two standard errors.
fig, ax = plt.subplots()
ax.plot((0, lr[-1]), (0, bend_slope() * lr[-1]), ":", color=COLOR["muted"], lw=1.4, label="small rates")
ax.plot(lr, exact, "-", color=COLOR["orange"], label="law at rest")
ax.errorbar(found.lr, found.offset, 2 * found.error, fmt="o", color=COLOR["blue"], ms=5).set_label("simulated")
annotate(ax, "simulated", (found.lr[3], found.offset[3]), (-56, 26), "blue")
annotate(ax, "law at rest", (lr[8], exact[8]), (-62, 20), "orange")
annotate(ax, "for small rates", (lr[7], bend_slope() * lr[7]), (20, -26), "muted")
ax.set(xlabel=r"constant rate $\eta$", ylabel="average, from the minimum", xlim=(0, 0.85), ylim=(0, 0.25))
describe(
    fig,
    "Distance of the mean of all iterates from the minimum against the constant rate. It rises from zero, first along a"
    " dotted straight line and then faster. Simulated marks, with bars, lie on the line computed from the law of the"
    " iterates at rest.",
)

# %%
# More steps do not help here: only a smaller rate, or one that falls, brings the average to the minimum.
