r"""
How the start is forgotten
==========================

Without noise: the average approaches the minimum like a power of the step, and the interpolation sets the power.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, sparse, use_style
from optbook.studies.schedules.schedule_free import BETAS, forgetting

use_style()

# %%
# A parabola from one, each interpolation at a rate with the same decay of the fast part.
distance = forgetting(keep=7 / 8)[1:]
step = np.arange(1, len(distance) + 1)

# %%
# On log axes a power is a straight line; dotted: the power of the theory, drawn through the end.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
colors, lines = ("orange", "green", "blue", "purple"), ("--", "-.", "-", (0, (6, 2, 1, 2, 1, 2)))
for beta, row, color, line in zip(BETAS, distance.T, colors, lines, strict=True):
    some = sparse(len(step), 1000)
    ax.loglog(step[some], row[some], color=COLOR[color], ls=line, lw=1.5, label=f"{beta:g}")
    late = some[(step[some] >= 200) & (beta < 0.9)]
    ax.loglog(step[late], row[-1] * (step[late] / step[-1]) ** (-1 / (1 - beta)), color=COLOR["ink"], ls=":", lw=1)
    place = 1399 if beta < 0.9 else 399
    offset = (56, 26) if beta == 0.9 else (2, 18) if beta == 0.75 else (-6, 18)
    annotate(ax, rf"$\beta$ = {beta:g}", (step[place], row[place]), offset, color)
ax.set(xlabel="step", ylabel="distance of $x$", ylim=(1e-26, 9))
describe(
    fig,
    "Distance of the average from the minimum against the step, on log axes, for four interpolations. Late in the run"
    " all but the last are straight lines along dotted ones, the steeper the larger the interpolation. That for nine"
    " tenths leaves the picture before it gets straight.",
)

# %%
# An average that is fed back into the gradients forgets where it came from.
