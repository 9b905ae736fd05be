"""
A rate for each coordinate
==========================

It cures a valley that lies along an axis, and does nothing for the same valley turned by 45 degrees.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.quadratics import valleys

use_style()

# %%
# Two valleys, each with and without scaling.
runs = valleys()
plain, cured = runs["across, scaled"], runs["along, scaled"]
fallen = np.maximum(cured.value[:2], np.finfo(float).tiny)  # zero has no place on a log axis

# %%
# On a log axis the rate is a slope.
fig, ax = plt.subplots()
ax.semilogy(plain.step, runs["along, plain"].value, color=COLOR["blue"], label="along an axis")
ax.semilogy(plain.step[::4], runs["across, plain"].value[::4], "o", color=COLOR["orange"], ms=6, label="across")
ax.semilogy(plain.step[2::4], plain.value[2::4], "x", color=COLOR["purple"], ms=6, label="across, scaled")
ax.semilogy(cured.step[:2], fallen, color=COLOR["green"], ls="--", label="along an axis, scaled")
annotate(ax, "along an axis, scaled:\ndone in one step", (1, 2e-2), (84, 0), "green")
annotate(ax, "along an axis", (18, runs["along, plain"].value[18]), (10, 34), "blue")
annotate(ax, "across", (36, runs["across, plain"].value[36]), (-22, -40), "orange")
annotate(ax, "across, scaled", (46, plain.value[46]), (0, 30), "purple")
ax.set(xlabel="step", ylabel="value", ylim=(1e-2, 60))
describe(
    fig,
    "Value against the step, on a log axis, for four runs. A line, circles and crosses lie on one slowly falling line:"
    " the valley along an axis, the one across both axes, and the latter with a rate for each coordinate. The valley"
    " along an axis with a rate for each coordinate drops out of the picture in one step.",
)

# %%
# Scaling sees the diagonal of the Hessian only, and that of the turned valley is constant.
