"""
What is learned first
=====================

Eigenvectors of the Hessian of a polynomial fit, each as the polynomial that it stands for: the more often one changes
sign, the later it is learned.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.descent.early_stopping import features, fit

use_style()

# %%
# The ten eigenvectors, and the steps until each is learned to a thousandth.
model = fit()
found = features(model)
x = np.linspace(-1, 1, 201)
curves = found.at(x)
curves /= abs(curves).max(0)

# %%
# One above the other, the fastest at the top.
fig, ax = plt.subplots(figsize=(5.0, 5.6))
for row, (curve, steps) in enumerate(zip(curves.T, found.steps, strict=True)):
    ax.axhline(-row, color=COLOR["grid"], lw=0.8)
    ax.plot(x, 0.4 * curve - row, "-", color=COLOR["blue"], label=f"{row} changes of sign")
    ax.text(1.08, -row, f"{steps:,}".replace(",", "\u2009"), va="center")
ax.text(1.08, 0.75, "steps", va="center", color=COLOR["muted"])
ax.set(xlabel="$x$", ylabel="changes of sign", xlim=(-1.05, 1.75), ylim=(-9.6, 1))
ax.set_xticks([-1, 0, 1])
ax.set_yticks(-np.arange(len(found.steps)), np.arange(len(found.steps)))
ax.grid(False)
describe(
    fig,
    f"Ten curves, one above the other, with none, one, two and so on up to {len(found.steps) - 1} changes of sign. The"
    f" steps beside them grow from {found.steps[0]} and {found.steps[1]} at the top to {found.steps[-2]:,} and"
    f" {found.steps[-1]:,} at the bottom.",
)

# %%
# Each further change of sign costs several times the steps.
