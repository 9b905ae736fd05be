"""
Correct digits on a log axis
============================

The logarithm of the logarithm of the error: the number of digits doubles with Newton, and grows by the golden ratio
with the secant.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import log_slope
from optbook.drawing import annotate, describe, use_style
from optbook.studies.descent.rates import error, four_speeds, rounded_off

use_style()

# %%
# The number of correct digits is minus the decimal logarithm of the error.
runs = {name: -np.log10(rounded_off(error(run))) for name, run in four_speeds(steps=12).items()}
growth = {name: np.exp(log_slope(np.arange(3), digits[-3:])) for name, digits in runs.items()}

# %%
# Digits on a log axis against the step.
fig, ax = plt.subplots(figsize=(5, 3.6))
places = {"sublinear": (8, (4, -24), "blue"), "linear": (11, (0, -22), "orange")}
texts = {
    "superlinear": f"superlinear:\ntimes {growth['superlinear']:.2f} a step",
    "quadratic": f"quadratic:\ntimes {growth['quadratic']:.2f}\na step",
}
places |= {"superlinear": (7, (62, 8), "green"), "quadratic": (4, (-48, 18), "purple")}
for (name, digits), shape in zip(runs.items(), "os^D", strict=True):
    ax.semilogy(digits, marker=shape, ms=4, label=name)
    place, offset, color = places[name]
    annotate(ax, texts.get(name, name), (place, digits[place]), offset, color)
ax.set_yticks(ticks := [0.5, 1, 2, 5, 10], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
ax.set(xlabel="step $t$", ylabel=r"correct digits, $-\log_{10} e_t$")
describe(
    fig,
    "Number of correct digits on a log axis against the step. For the quadratic run it rises along a straight line that"
    f" doubles a step, for the superlinear one along a line that is multiplied by {growth['superlinear']:.1f} a step."
    " The linear and the sublinear run bend over.",
)

# %%
# Straight here is an order above one, and the slope is the logarithm of the order.
