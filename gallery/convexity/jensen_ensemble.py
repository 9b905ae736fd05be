"""
What to average in an ensemble
==============================

Networks trained apart on handwritten digits: average what they say, not what they are made of.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.convexity.jensen_models import ensemble

use_style()

# %%
# Mean test loss of the first networks, and of three ways to average them.
found = ensemble()
count = np.arange(1, len(found.members) + 1)
mean = found.members.mean(-1).cumsum() / count

# %%
# Log axis: the third way is off by more than a factor of ten.
fig, ax = plt.subplots(figsize=(5, 3.9))
ax.semilogy(count, found.parameters, "s-.", ms=4, color=COLOR["purple"], label="parameters")
ax.semilogy(count, mean, "-", lw=1.4, color=COLOR["muted"], label="mean member")
ax.semilogy(count, found.probabilities.mean(-1), "o-", ms=4, color=COLOR["blue"], label="probabilities")
ax.semilogy(count, found.outputs.mean(-1), "^--", ms=4, color=COLOR["green"], label="outputs")
ax.set_xticks(count)
ax.set(xlabel="networks", ylabel="mean cross entropy on test samples")
ticks = [0.05, 0.1, 0.2, 0.5, 1]
ax.set_yticks(ticks, labels=[f"{tick:g}" for tick in ticks])
ax.minorticks_off()
ax.margins(y=0.14)
label_ends(ax)
describe(
    fig,
    "Mean test loss on a log axis against the number of networks, from 1 to 10. The mean member stays near"
    f" {mean[-1]:.2f}. The mean of probabilities and the mean of outputs lie below it; the mean of parameters rises"
    " above 1.",
)

# %%
# Both averages of what the networks say are below the mean member; the average of their parameters is far above it.
