r"""
Too far for Newton
==================

On the convex curve :math:`\ln(e^x + e^{-2x-3})` Newton's method runs away; a line search or a trust region stops that.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.newton import far

use_style()

# %%
# One start, three methods.
runs = far()
eps = np.finfo(float).eps

# %%
# Errors above rounding, on a log axis.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
styles = {"Newton": ("muted", "^:"), "damped": ("blue", "o-"), "trust region": ("orange", "s--")}
for name, error in runs.error.items():
    color, style = styles[name]
    steps = np.flatnonzero(error > eps)
    ax.semilogy(steps, error[steps], style, color=COLOR[color], ms=5, label=name)
error = runs.error
annotate(ax, "Newton", (2, error["Newton"][2]), (44, -4), "muted")
annotate(ax, "line search", (2, error["damped"][2]), (-50, -28), "blue")
annotate(ax, "trust region", (4, error["trust region"][4]), (56, 14), "orange")
ax.axhspan(eps / 30, eps, color=COLOR["face"], lw=0)
ax.text(0, eps / 5, "rounding", va="center", color=COLOR["muted"])
ax.set(xlabel="step", ylabel="distance to the minimum", ylim=(eps / 30, 1e5), xlim=(-0.3, 7.3))
describe(
    fig,
    "Distance to the minimum on a log axis against the step, for three methods from one start. Newton's distance grows"
    " more than a thousandfold within two steps. With a line search or a trust region it falls, slowly at first, and"
    " then as steeply as Newton's from nearby.",
)

# %%
# The safeguards act in the first steps only; the digits double in the end as they do for Newton.
