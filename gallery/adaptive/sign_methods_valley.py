r"""
Sign descent in the valley
==========================

Every step goes along a diagonal. Across the valley it never comes to rest.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, use_style
from optbook.studies.adaptive.sign_methods_runs import valley, valley_runs

use_style()

# %%
# The same start, and the same number as the rate.
runs = valley_runs()
signs, plain = runs["signSGD"].x, runs["gradient descent"].x
low, high = (-5.6, -2.6), (1.0, 2.2)

# %%
# Level lines, and two paths.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
draw_contours(ax, valley(), low, high, np.geomspace(0.02, 40, 9))
ax.plot(*plain.T, color=COLOR["blue"], ls="--", marker="o", ms=3.5, lw=1.2, label="gradient descent")
ax.plot(*signs.T, color=COLOR["orange"], ls="-", marker="s", ms=3.5, lw=1.4, label="signSGD")
annotate(ax, "gradient descent", tuple(plain[1]), (78, 10), "blue")
annotate(ax, "signSGD", tuple(signs[4]), (52, -26), "orange")
ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(low[0], high[0]), ylim=(low[1], high[1]))
describe(
    fig,
    "A narrow valley with two paths. Gradient descent jumps across the valley and back, ever less, and then creeps"
    " along its floor. Sign descent goes to the floor along a straight diagonal, and then along it in a zigzag of"
    " equal steps, up to the minimum, about which it goes on jumping.",
)

# %%
# Slopes count by their sign only: the flat direction is walked as fast as the steep one, and no step gets shorter.
