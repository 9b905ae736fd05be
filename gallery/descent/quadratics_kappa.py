"""
What is left, against the condition number
==========================================

After a given number of steps, problems up to some condition number are solved and the rest are not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.descent.quadratics import leftovers

use_style()

# %%
# Runs at the best fixed rate, from a worst start.
runs = leftovers()
kappa = np.geomspace(runs.kappa[0], runs.kappa[-1], 200)
bound = ((kappa - 1) / (kappa + 1)) ** runs.steps[:, None]

# %%
# Dots are runs, lines the closed form.
fig, ax = plt.subplots()
shapes = zip(runs.steps, ("blue", "orange", "green"), ("-", "--", "-."), ("o", "s", "^"), strict=True)
for row, (steps, color, line, shape) in enumerate(shapes):
    ax.semilogx(kappa, bound[row], ls=line, color=COLOR[color], label=f"closed form, {steps} steps")
    ax.semilogx(runs.kappa, runs.left[row], shape, ms=5, color=COLOR[color], label=f"{steps} steps")
    half = np.argmin(np.abs(bound[row] - 0.62))
    ax.annotate(
        f"{steps}\nsteps",
        (kappa[half], bound[row, half]),
        (-8, 6),
        textcoords="offset points",
        color=COLOR[color],
        ha="right",
        va="center",
    )
ax.set(xlabel=r"condition number $\kappa$", ylabel="distance left")
describe(
    fig,
    f"Share of the distance that is left after {', '.join(map(str, runs.steps))} steps, against the condition number on"
    " a log axis. Three curves of the same shape rise from zero to one, each a factor of ten further to the right."
    " Simulated dots lie on the curves.",
)

# %%
# Ten times the steps move the curve by a factor of ten to the right.
