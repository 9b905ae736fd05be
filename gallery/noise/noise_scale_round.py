"""
Steps against the batch size
============================

On a round quadratic: in full proportion below the critical size, and hardly fewer above it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.noise_scale import FIRST, LAST, NOISE, round_descent, round_law

use_style()

# %%
# Counted with the recursion for the mean square, and the law.
law = round_law()
sizes = np.geomspace(4, 20000, 13).round()
counted = [round_descent(size).steps for size in sizes]
line = np.geomspace(3, 25000, 200)

# %%
# The noise scales at the start and at the target stand on the axis.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.axvspan(NOISE / FIRST, NOISE / LAST, color=COLOR["pale blue"], alpha=0.6, lw=0, label="_scales")
ax.loglog(line, law.steps(line), "-", color=COLOR["blue"], label="law")
ax.loglog(sizes, counted, "o", color=COLOR["blue"], ms=6, label="counted")
ax.loglog(line, law.least_gradients / line, ":", color=COLOR["muted"], label="least gradients")
ax.axhline(law.least_steps, color=COLOR["muted"], ls="--", lw=1.4, label="least steps")
ax.plot(law.critical, law.steps(law.critical), "D", color=COLOR["orange"], ms=9, label="critical")
annotate(ax, "critical size", (law.critical, law.steps(law.critical)), (52, 40), "orange")
annotate(ax, r"$E_{\min} / b$", (sizes[4], law.least_gradients / sizes[4]), (-50, -14), "muted")
ax.text(4, law.least_steps * 0.88, r"$S_{\min}$", color=COLOR["muted"], va="top")
middle = NOISE / np.sqrt(FIRST * LAST)
ax.text(middle, 2600, "noise scales\nof the run", color=COLOR["blue"], ha="center", va="top")
ax.set(xlabel="batch size $b$", ylabel="steps to the target", ylim=(8, 3000), xlim=(3, 25000))
ax.set_xticks(ticks := [10, 100, 1000, 10000], [f"{tick:,}" for tick in ticks])
ax.set_yticks(ticks := [10, 100, 1000], [f"{tick:,}" for tick in ticks])
describe(
    fig,
    "Steps to the target against the batch size, on log axes. Counted dots lie on a curve, or just below it, that"
    " follows a falling line of slope minus one on the left and a level line on the right. The bend, marked as the"
    " critical size, lies between the noise scale at the start and the one at the target, a shaded range.",
)

# %%
# The critical size is a mean of the noise scales along the run.
