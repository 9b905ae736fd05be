"""
BFGS learns one direction a step
================================

Eigenvalues of the learned inverse times the Hessian: each step turns one more of them into one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.quasi_newton import learned

use_style()

# %%
# The matrix of BFGS after each pair, with exact steps on a quadratic.
run = learned()
pairs = np.arange(len(run.spectrum))[1:]
ones = np.abs(run.spectrum - 1) < 1e-9

# %%
# Filled marks are eigenvalues that are one: there the curvature is known.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for eigenvalues, known, pair in zip(run.spectrum[1:], ones[1:], pairs, strict=True):
    ax.semilogy(np.full(sum(~known), pair), eigenvalues[~known], "o", color=COLOR["muted"], mfc=COLOR["paper"], ms=5)
    ax.plot(pair, 1, "o", color=COLOR["blue"], ms=7)
    ax.annotate(f"{sum(known)}", (pair, 1), (4, 5), textcoords="offset points", ha="left", color=COLOR["blue"])
annotate(ax, "number of eigenvalues at one", (pairs[-3], 1), (-20, 42), "blue")
annotate(ax, "not yet learned", (pairs[4], run.spectrum[5][0]), (52, -16), "muted")
ax.set(ylim=(0.012, 8), xlabel="pairs learned", ylabel="eigenvalues of $H_t A$")
ax.set_xticks(pairs)
describe(
    fig,
    f"Eigenvalues of the BFGS matrix times the Hessian after 1 to {pairs[-1]} pairs, on a log axis. The number of them"
    f" that equal one grows by one a pair, until all {pairs[-1]} do.",
)

# %%
# In the last column every eigenvalue is one: the learned matrix is the inverse Hessian.
