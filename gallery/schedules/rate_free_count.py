r"""
What a small first move costs
=============================

Steps until DoG's estimate is right, against how small its first move is: a factor of ten costs few steps.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.rate_free import reaches, steps_to

use_style()

# %%
# Runs on a wedge at the distance one, and the lower bound of the theorem.
share = 10.0 ** -np.arange(1, 13)
run = reaches(tuple(np.ones(len(share))), tuple(share))
fine = np.logspace(-12, -1, 200)
bound = (1 + np.log(1 / fine) / 2) ** 2

# %%
# Marks are runs.
fig, ax = plt.subplots()
ax.semilogx(fine, steps_to(1 / fine), color=COLOR["blue"], ls="-", lw=1.2, label="product")
ax.semilogx(fine, bound, color=COLOR["muted"], ls="--", label="lower bound")
ax.semilogx(share, run.crossing, "o", color=COLOR["blue"], ms=5, label="run")
annotate(ax, "runs", (share[9], run.crossing[9]), (-40, 20), "blue")
annotate(ax, r"$(1 + \Lambda/2)^2$", (share[9], (1 + np.log(1 / share[9]) / 2) ** 2), (-10, -52), "muted")
annotate(ax, f"default:\n{run.crossing[5]} steps", (share[5], run.crossing[5]), (-30, 44))
ax.set(xlabel="first move / distance", ylabel="steps to the distance", ylim=(0, 280))
ax.set_xticks(10.0 ** np.arange(-12, 0, 3))
ax.invert_xaxis()
describe(
    fig,
    "Steps until the distance is gone against the first move over the distance, on a log axis that falls to the right."
    f" The number of steps rises along a gently bending curve, from a few to {run.crossing[-1]}. Marks of runs lie on"
    " the curve of the product; a dashed lower bound runs a little below.",
)

# %%
# From a tenth to a million-millionth of the distance: the number of steps grows like the square of a logarithm.
