r"""
Variance against memory
=======================

The steps of a run resemble their neighbors, so a short memory gains little; a long one gains in proportion.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import stationary_variance
from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.averaging import LR, moving_variance, windows
from optbook.studies.noise.stochastic_gradients import CURVATURES

use_style()

# %%
# Simulated variances, the closed form, and what independent iterates would give.
found = windows()
decay = 1 - 1 / np.geomspace(1.05, 100, 200)
rest = stationary_variance(CURVATURES, LR)
share, simulated = moving_variance(decay) / rest, found.variance / rest

# %%
# The number of iterates in the memory is 1 / (1 - decay).
fig, ax = plt.subplots()
ax.loglog(1 / (1 - decay), (1 - decay) / (1 + decay), ":", color=COLOR["muted"], lw=1.4, label="independent")
for axis, (color, line, shape) in enumerate((("blue", "-", "o"), ("orange", "--", "s"))):
    ax.loglog(1 / (1 - decay), share[:, axis], ls=line, color=COLOR[color], label=f"theory, x{axis + 1}")
    ax.loglog(1 / (1 - found.decay), simulated[:, axis], shape, color=COLOR[color], ms=5, label=f"runs, x{axis + 1}")
annotate(ax, "along $x_1$", (10, simulated[2, 0]), (28, 28), "blue")
annotate(ax, "along $x_2$", (20, simulated[3, 1]), (36, 22), "orange")
annotate(ax, "if iterates were\nindependent", (5, 1 / 9), (-24, -52), "muted")
ax.set(xlabel=r"memory $1/(1 - \gamma)$, in steps", ylabel="share of the variance", xlim=(1, 100), ylim=(4e-3, 1.3))
ax.set_xticks([1, 10, 100], ["1", "10", "100"])
describe(
    fig,
    "Variance of a moving average as a share of that of the iterates, against its memory in steps, on log axes. Both"
    " axes of the bowl begin at one, and fall along lines of slope minus one for long memories; the flatter axis is"
    " higher. A dotted line for independent iterates lies below both. Simulated marks lie on the lines.",
)

# %%
# The flatter the axis, the longer the run remembers by itself, and the less an average adds.
