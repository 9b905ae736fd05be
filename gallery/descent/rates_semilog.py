"""
Four speeds on a log axis
=========================

On a log axis the linear run is straight. The sublinear one flattens; the two others bend down.
"""

import matplotlib.pyplot as plt

from optbook.drawing import annotate, describe, use_style
from optbook.studies.descent.rates import error, four_speeds, rounded_off

use_style()

# %%
# One run for each kind, on the same curve from the same start.
runs = {name: rounded_off(error(run)) for name, run in four_speeds(steps=40).items()}

# %%
# Error on a log axis against the step.
fig, ax = plt.subplots(figsize=(5, 3.6))
places = {
    "sublinear": (30, (-4, 16), "blue"),
    "linear": (24, (40, 18), "orange"),
    "superlinear": (8, (66, 8), "green"),
    "quadratic": (5, (22, -28), "purple"),
}
for (name, errors), shape in zip(runs.items(), "os^D", strict=True):
    ax.semilogy(errors, marker=shape, ms=4, label=name)
    place, offset, color = places[name]
    annotate(ax, name, (place, errors[place]), offset, color)
ax.set(ylim=(1e-14, 4), xlabel="step $t$", ylabel="error $e_t$")
describe(
    fig,
    "Error on a log axis against the step for four runs. The sublinear one flattens out at a few hundredths. The linear"
    " one falls along a straight line to a billionth in forty steps. The superlinear and the quadratic one plunge to a"
    " billionth within eight and five steps.",
)

# %%
# A straight line here is linear convergence; what bends down is faster, what bends up is slower.
