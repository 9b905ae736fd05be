r"""
Rare features keep large steps
==============================

What multiplies a gradient at the end of the pass, for each feature.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adagrad_sparse import rare

use_style()

# %%
# One run of Adagrad at a rate near its best.
run = rare()
order = np.sort(run.present)
law = run.lr / np.sqrt(run.square * order)

# %%
# A dot is a feature.
fig, ax = plt.subplots()
ax.loglog(run.present, run.rate, "o", color=COLOR["blue"], ms=4, label="features")
ax.loglog(order, law, "--", color=COLOR["ink"], label="inverse root")
place = len(order) * 9 // 10
annotate(ax, "one over the root\nof the count", (order[place], law[place]), (42, 44), "ink")
annotate(ax, "the rarest feature", (run.present.min(), run.rate[run.present.argmin()]), (84, 8), "blue")
ax.set(xlabel="samples that have the feature", ylabel="effective rate")
describe(
    fig,
    "Effective rate of each feature at the end of the pass against the number of samples that have it, both axes"
    " logarithmic. A hundred dots lie along a dashed line of slope minus one half, from the rarest features at the"
    " upper left to the most common one at the lower right; a few of the rare ones stand far above the line.",
)

# %%
# The common features have had their steps; the rare ones have theirs still to come.
