r"""
One average for all rates
=========================

The last iterate pays for a large rate; the average of a thousand does not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.averaging import average_exact, rate_rows
from optbook.studies.noise.stochastic_gradients import CURVATURES

use_style()

# %%
# Values of the last iterate and of the average, and what theory says of both.
found = rate_rows()
steps = 1000
lr = np.geomspace(found.lr[0], 0.47, 100)
rest = (lr[:, None] / (2 - lr[:, None] * CURVATURES)).sum(-1) / 2

# %%
# Marks are simulated, lines are closed forms.
fig, ax = plt.subplots()
ax.loglog(lr, rest, "--", color=COLOR["orange"], label="last iterate, theory")
ax.loglog(found.lr, found.last.mean(1), "s", color=COLOR["orange"], ms=5, label="last iterate")
ax.loglog(lr, average_exact(steps, lr), "-", color=COLOR["blue"], label="average, theory")
ax.loglog(found.lr, found.average.mean(1), "o", color=COLOR["blue"], ms=5, label="average")
annotate(ax, "last iterate", (found.lr[3], found.last[3].mean()), (-44, 32), "orange")
annotate(ax, f"average of {steps}", (found.lr[3], found.average[3].mean()), (20, 34), "blue")
ax.set(xlabel=r"constant rate $\eta$", ylabel="mean value", ylim=(1e-4, 3))
ax.set_xticks(ticks := [1 / 50, 1 / 20, 1 / 10, 1 / 5, 2 / 5], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Mean value against the constant rate, on log axes. The value of the last iterate rises with the rate, and steeply"
    " at the largest ones. The value at the average of a thousand iterates is the same for all rates, far below."
    " Simulated marks lie on the lines.",
)

# %%
# A large rate makes a wide cloud, and new places in it at each step: the two cancel in the average.
