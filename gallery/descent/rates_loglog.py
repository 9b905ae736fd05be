"""
Flat minima on log-log axes
===========================

A power of the step is a straight line when both axes are logarithmic; the flatter the minimum, the less steep it is.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.rates import flat

use_style()

# %%
# Gradient descent on four powers.
runs = flat()

# %%
# Error against step, both on log axes; beside each line its slope over the last tenfold of steps.
fig, ax = plt.subplots(figsize=(5, 3.6))
for (p, errors), color, shape in zip(
    runs.errors.items(), ("blue", "orange", "green", "purple"), ("-", "--", "-.", ":"), strict=True
):
    ax.loglog(runs.step, errors, ls=shape, label=f"$x^{p}$")
    if p in runs.exponent:
        end = (runs.step[-1], errors[-1])
        text = f"$x^{p}$: ${runs.exponent[p]:.3f}$"
        ax.annotate(text, end, (6, 0), textcoords="offset points", va="center", color=COLOR[color])
annotate(ax, "$x^2$: linear", (runs.step[14], runs.errors[2][14]), (-46, -14), "blue")
ax.set(ylim=(2e-3, 2), xlabel="step $t$", ylabel="distance to the minimum")
describe(
    fig,
    "Distance to the minimum against the step, both on log axes. For the powers 4, 6 and 8 the curves become straight"
    " lines of slopes near -1/2, -1/4 and -1/6. For the power 2 the curve bends down and leaves the picture.",
)

# %%
# Straight here is sublinear; the linear run of the square bends down.
