r"""
One over the step
=================

No smooth convex function keeps gradient descent above the dashed line; at each step there is one that touches the line.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.descent.rates import slowest

use_style()

# %%
# Three functions, each the worst at one step.
found = slowest()

# %%
# On two log axes both bounds are straight, of slope minus one.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(found.step, found.bound, ":", color=COLOR["muted"], label="proved here")
ax.loglog(found.step, found.envelope, "--", color=COLOR["ink"], lw=1.2, label="the best bound")
for t, value, color in zip(found.at, found.value.T, ("blue", "orange", "green"), strict=True):
    left = value > 1e-12  # what is lower is rounding: the run is at the minimum
    ax.loglog(found.step[left], value[left], color=COLOR[color], label=f"corner R/{2 * t + 1}")
    ax.loglog(t, value[t - 1], "o", color=COLOR[color])
    ax.text(4 / 5, value[0], f"$c = R/{2 * t + 1}$", color=COLOR[color], ha="right", va="center")
for row, text, color in ((found.bound, "$LR^2/(2t)$", "muted"), (found.envelope, "$LR^2/(4t + 2)$", "ink")):
    ax.text(found.step[-1] * 6 / 5, row[-1], text, color=COLOR[color], va="center")
ax.set(xlim=(0.06, 6e3), ylim=(5e-6, 1), xticks=[1, 10, 100])
ax.set(xlabel="step $t$", ylabel="excess, in units of $LR^2$")
describe(
    fig,
    "Excess of the value against the step, both axes logarithmic. Two parallel lines of slope minus one are bounds, one"
    " twice the other. Three curves stay nearly level, touch the lower line at the steps"
    f" {found.at[0]}, {found.at[1]} and {found.at[2]}, and then fall off steeply.",
)

# %%
# Each run is soon faster than the bound, so a function that is the worst at one step is not at the next.
