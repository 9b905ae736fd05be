r"""
Features that are present or absent
===================================

A hundred eigenvalues of the made sparse data, before and after scaling, and with centering.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.preconditioning import scaled_bounds, spectra

use_style()

# %%
# Three matrices from one table.
runs = spectra()
rows = {"as given": (runs.given, "muted"), "scaled": (runs.scaled, "orange"), "centered,\nscaled": (runs.both, "blue")}
least, most = scaled_bounds(runs.shares)

# %%
# A tick is an eigenvalue.
fig, ax = plt.subplots(figsize=(5.0, 2.9))
for row, (eigenvalues, color) in enumerate(rows.values()):
    ax.plot(eigenvalues, np.full(len(eigenvalues), -row), "|", color=COLOR[color], ms=18, mew=0.7)
for bound in (least, most):
    ax.plot([bound, bound], [-1.4, -0.6], "--", color=COLOR["ink"], lw=1, label="bound")
annotate(ax, "bounds for\nindependent features", (least, -1.4), (-104, -16), "ink")
annotate(ax, "the direction\nof the mean", (runs.scaled[-1], -0.75), (-8, 34), "orange")
ax.set(xscale="log", ylim=(-2.6, 0.6), xlabel="eigenvalue")
ax.set_yticks([0, -1, -2], list(rows))
ax.grid(visible=False, axis="y")
describe(
    fig,
    "Three rows of a hundred ticks on a logarithmic axis. As given the eigenvalues spread over nearly three powers of"
    " ten. Scaled, all lie in a narrow band around one but for a single one farther right, close to its bound. Centered"
    " and scaled, the single one is gone too.",
)

# %%
# Scaling mends what is rare, and leaves what the features have in common.
