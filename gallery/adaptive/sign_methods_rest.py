r"""
Where sign descent rests in skewed noise
========================================

The minimum is at zero. The larger the batch whose mean gradient gives the sign, the nearer the run comes.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.sign_methods_noise import median_rest, rests

use_style()

# %%
# Runs at six batch sizes, and the place at which half of the gradients are negative.
run = rests()
size = np.geomspace(run.batch[0], run.batch[-1], 100)

# %%
# Bars are two standard errors; most are smaller than the marks.
fig, ax = plt.subplots()
ax.axhline(0, color=COLOR["blue"], lw=1.2, ls="-", label="minimum")
ax.semilogx(size, median_rest(size), color=COLOR["muted"], ls="--", lw=1.4, label="median")
ax.errorbar(run.batch, run.mean, 2 * run.error, fmt="s", color=COLOR["orange"], ms=5).set_label("sign descent")
annotate(ax, "minimum", (size[20], 0), (0, -20), "blue")
annotate(ax, "sign descent", (run.batch[1], run.mean[1]), (-26, 34), "orange")
annotate(ax, "median", (size[55], median_rest(size[55])), (26, -34), "muted")
ax.set(xlabel="samples in a batch", ylabel="mean place at rest", ylim=(-0.34, 0.04))
ax.set_xticks(run.batch, [f"{batch}" for batch in run.batch])
ax.minorticks_off()
ax.set_yticks([-0.3, -0.2, -0.1, 0])
describe(
    fig,
    "Mean place at rest against the batch size. The minimum is a level line at zero. Sign descent with one sample rests"
    f" at {run.mean[0]:.2f} and comes nearer to zero with every doubling of the batch. The marks lie at the curve of"
    " the median, a little above it.",
)

# %%
# The bias falls like one over the batch size: the mean of many samples has its median near its mean.
