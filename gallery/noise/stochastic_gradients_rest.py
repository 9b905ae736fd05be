r"""
Where a constant rate comes to rest
===================================

The spread of late iterates grows with the root of the rate, and without limit near the edge of stability.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import stationary_variance
from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.stochastic_gradients import CURVATURES, rests

use_style()

# %%
# Late iterates of many runs at each of a row of rates, and the theorem.
found = rests()
lr = np.linspace(0, 2 / CURVATURES[1], 300)[1:-1]
theory = np.sqrt(stationary_variance(CURVATURES, lr[:, None]))

# %%
# Marks are simulated, lines are the closed form.
fig, ax = plt.subplots()
for axis, (color, line, shape) in enumerate((("blue", "-", "o"), ("orange", "--", "s"))):
    ax.plot(lr, theory[:, axis], ls=line, color=COLOR[color], label=f"theory, x{axis + 1}")
    ax.plot(found.lr, found.sd[:, axis], shape, ms=5, color=COLOR[color], label=f"simulated, x{axis + 1}")
ax.axvline(lr[-1], color=COLOR["muted"], ls=":", lw=1.3, label="edge of stability")
annotate(ax, rf"along $x_1$, $\lambda$ = {CURVATURES[0]:.0f}", (found.lr[6], found.sd[6, 0]), (-56, 36), "blue")
annotate(ax, rf"along $x_2$, $\lambda$ = {CURVATURES[1]:.0f}", (found.lr[4], found.sd[4, 1]), (44, -24), "orange")
annotate(ax, r"$2 / \lambda_2$", (lr[-1], 1.0), (-36, 8), "muted")
ax.set(xlabel=r"learning rate $\eta$", ylabel="standard deviation at rest", ylim=(0, 1.2), xlim=(0, 0.52))
describe(
    fig,
    "Standard deviation of late iterates against the learning rate, along the two axes of the bowl. Both curves rise"
    f" like a root from zero. The one along the axis of curvature {CURVATURES[1]:.0f} is lower at first and shoots up"
    f" at the rate {lr[-1]:.1f}. Simulated marks lie on the curves.",
)

# %%
# Half the rate, half the variance: precision at a constant rate is paid in steps.
