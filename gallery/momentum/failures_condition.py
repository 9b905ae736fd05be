r"""
Where a fixed memory loses
==========================

Nine tenths of memory cost the same whatever the condition; below about forty gradient descent is faster.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.failures import counts

use_style()

# %%
# Counted steps, each at the best of a row of rates.
runs = counts()
cross = (1 + np.sqrt(9 / 10)) / (1 - np.sqrt(9 / 10))

# %%
# On log axes.
fig, ax = plt.subplots()
ax.loglog(runs.kappa, runs.descent, "s--", color=COLOR["orange"], label="gradient descent")
ax.loglog(runs.kappa, runs.fixed, "o-", color=COLOR["blue"], label="memory nine tenths")
ax.loglog(runs.kappa, runs.best, "^-.", color=COLOR["green"], label="best pair")
ax.axvline(cross, color=COLOR["muted"], lw=1, ls=":", label="equal factors")
annotate(ax, "gradient descent", (runs.kappa[-2], runs.descent[-2]), (-106, 2), "orange")
annotate(ax, "memory 9/10", (runs.kappa[1], runs.fixed[1]), (4, 26), "blue")
annotate(ax, "best pair", (runs.kappa[-3], runs.best[-3]), (16, -30), "green")
ax.set(xlabel=r"condition number $\kappa$", ylabel="steps to a millionth")
describe(
    fig,
    "Steps to a millionth of the distance against the condition number, both axes logarithmic. The squares of gradient"
    " descent rise along a line of slope one. The dots of heavy ball with the memory nine tenths are level. They cross"
    f" close to {cross:.0f}, a dotted line. The triangles of the best pair lie below both and rise half as"
    " steeply.",
)

# %%
# Below the crossing the memory is only in the way.
