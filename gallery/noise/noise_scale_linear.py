"""
Where the linear rule breaks
============================

The best rate grows in proportion to the batch size, until it feels the curvature.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.minibatches import airfoils
from optbook.studies.noise.noise_scale import airfoil_steps, scaled

use_style()

# %%
# Best rates of the regression, and variances at rest along one axis.
found, rest = airfoil_steps(), scaled()
edge = 2 / np.linalg.eigvalsh(airfoils().hess(np.zeros(airfoils().dim)))[-1]
lr = np.linspace(0, 2, 400)[:-1]

# %%
# Above the rule for the rate, below what following it does to the variance.
fig, axes = plt.subplots(2, figsize=(5.0, 5.6))
size = found.batch_size.astype(float)
axes[0].loglog(size, found.lr, "o-", color=COLOR["blue"], label="best rate")
axes[0].loglog(size, found.lr[0] * size, ":", color=COLOR["muted"], label="in proportion")
axes[0].axhline(edge, color=COLOR["muted"], ls="--", lw=1.4, label="edge of stability")
annotate(axes[0], "in proportion", (size[3], found.lr[0] * size[3]), (-58, 18), "muted")
annotate(axes[0], "best rate", (size[5], found.lr[5]), (40, -30), "blue")
axes[0].text(1.2, edge * 1.12, "$2/L$", color=COLOR["muted"], va="bottom")
axes[0].set(xlabel="batch size $b$", ylabel=r"learning rate $\eta$", ylim=(0.002, 4))
axes[0].set_xticks(ticks := [1, 10, 100, 1000, 10000], [f"{tick:,}" for tick in ticks])
axes[1].plot(lr, 1 / (1 - lr / 2), "-", color=COLOR["orange"], label="theorem")
axes[1].plot(rest.lr, rest.variance, "s", color=COLOR["orange"], ms=6, label="simulated")
annotate(axes[1], "nearly the limit", (rest.lr[1], rest.variance[1]), (34, 52), "orange")
axes[1].set(xlabel=r"$\eta\lambda$, with $\eta$ in proportion to $b$", ylabel="variance at rest,\nover its limit")
axes[1].set(xlim=(0, 2.02), ylim=(0, 24))
describe(
    fig,
    "Two panels. Above, the best rate of the regression against the batch size, on log axes: it follows a straight line"
    " in proportion to the size up to some tens of samples, then bends and stays below a dashed line, the edge of"
    " stability. Below, the variance at rest under the linear rule, over its limit for small batches: close to one at"
    " first, two in the middle, and without limit at the right edge. Simulated squares lie on the curve.",
)

# %%
# The rule holds as long as the rate is small against the edge of stability.
