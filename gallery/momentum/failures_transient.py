r"""
Away, before it comes
=====================

At its best pair heavy ball first goes away from the minimum, the farther the worse the condition.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, SHADES, describe, mark, use_style
from optbook.studies.momentum import heavy_ball
from optbook.studies.momentum.failures import peaks

use_style()

# %%
# The steepest component at three condition numbers.
kappas, steps = (64, 256, 1024), 130
runs = {kappa: np.abs(heavy_ball.component(*heavy_ball.best_pair(kappa)[:2], steps)[:, 0]) for kappa in kappas}
height = peaks(tuple(float(kappa) for kappa in kappas)).heavy

# %%
# Marks: the highest points; the line is root kappa over e.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for (kappa, far), shade, line in zip(runs.items(), SHADES[2:], ("-.", "--", "-"), strict=False):
    ax.plot(far, line, color=shade, label=f"condition number {kappa}")
    top = int(far.argmax())
    mark(ax, top, far[top])
    ax.plot([0, steps], [np.sqrt(kappa) / np.e] * 2, ":", color=COLOR["muted"], lw=1, label="root of kappa over e")
    ax.text(
        steps, np.sqrt(kappa) / np.e + 1 / 5, rf"$\sqrt{{\kappa}}/e$ for $\kappa$ = {kappa}", color=shade, ha="right"
    )
ax.axhline(1, color=COLOR["ink"], lw=0.8, label="the start")
ax.set(xlabel="step", ylabel="distance over the first", xlim=(0, steps), ylim=(0, height[-1] * 9 / 8))
describe(
    fig,
    "Distance to the minimum over the first one against the step, for three condition numbers. Each curve rises from"
    f" one to a hump and falls back to zero; the humps, marked, are {height[0]:.1f}, {height[1]:.1f} and"
    f" {height[2]:.1f} high and touch dotted level lines at the root of the condition number over e.",
)

# %%
# Four times the condition number: twice as high, and twice as late.
