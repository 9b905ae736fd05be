"""
Conjugate gradients end
=======================

On a quadratic of n variables the error falls to rounding at step n, in one fall.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, SHADES, describe, use_style
from optbook.studies.descent.quasi_newton import ends, few_values

use_style()

# %%
# Three dimensions, and twenty variables whose Hessian has three different eigenvalues.
runs = ends()
few = few_values()

# %%
# The error on a log axis; a dot marks the step at which each run should end.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for (dim, error), color, line in zip(runs.items(), SHADES[2:], ("-", "--", "-."), strict=True):
    ax.semilogy(error, color=color, ls=line, label=f"{dim} variables")
    ax.plot(dim, error[dim], "o", color=color, label="_end")
    ax.annotate(
        f"n = {dim}",
        (dim, error[dim - 1] ** (1 / 2) * error[dim] ** (1 / 2)),
        (5, 0),
        textcoords="offset points",
        color=color,
    )
ax.semilogy(few, color=COLOR["orange"], ls=":", label="three eigenvalues")
ax.annotate("n = 20, three\neigenvalues", (3, few[3]), (-2, -4), textcoords="offset points", ha="right", va="top",
            color=COLOR["orange"])  # fmt: skip
ax.set(xlim=(-4, max(runs) + 4), xlabel="step", ylabel="energy error, relative to the start")
ax.set_xticks(np.arange(0, max(runs) + 4, 5))
describe(
    fig,
    "Error of conjugate gradients on a log axis against the step, for"
    f" {', '.join(str(dim) for dim in runs)} variables. Each curve falls by many powers of ten in the last step, whose"
    " number is that of the variables. A fourth curve, with three different eigenvalues, falls at step 3.",
)

# %%
# What counts is the number of different eigenvalues: the dotted run has as many variables as the longest one.
