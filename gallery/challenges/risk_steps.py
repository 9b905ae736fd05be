r"""
The last digits of the empirical risk
=====================================

The optimization error falls without end; the risk stops falling when that error is well below the statistical one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, label_ends, mark, use_style
from optbook.studies.challenges.risk import enough
from optbook.studies.challenges.risk_samples import descents

use_style()

# %%
# Gradient descent on many samples of three sizes; both errors are means over the samples.
runs = descents()
steps = enough(runs)

# %%
# The dots are where the optimization error of a size has come down to its statistical error.
fig, ax = plt.subplots(figsize=(5, 3.8))
for count, excess, color, style in zip(runs.count, runs.excess, ("blue", "purple", "green"), "-:-", strict=True):
    ax.semilogy(runs.step, excess, color=COLOR[color], ls=style, label=f"$n$ = {count}")
label_ends(ax)
ax.semilogy(runs.step, runs.optimization[1], color=COLOR["orange"], ls="--", label="optimization error")
for step, error in zip(steps, runs.optimization, strict=True):
    mark(ax, step, np.exp(np.interp(step, runs.step, np.log(error))), color="orange", size=7)
low = runs.step[len(runs.step) * 2 // 3]
annotate(ax, "optimization error,\nevery $n$", (low, runs.optimization[1, low]), (-88, 10), "orange")
annotate(ax, "excess risk", (runs.step[-1] * 0.6, runs.excess[0, -1]), (0, 26), "ink")
ax.set(xlabel="step", ylabel="mean error")
describe(
    fig,
    "Errors on a log axis against the steps of gradient descent. The dashed line of the optimization error falls"
    " straight by more than ten factors of ten. The excess risk falls along with it at first, then levels off:"
    " early and high for 10 examples, later and ten times lower for 100, later and lower again for 1000. Dots"
    " mark the bends.",
)

# %%
# Well past its dot, a run improves a number that nobody asked for.
