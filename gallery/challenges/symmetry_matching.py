"""
Two trainings, brought near
===========================

Networks from independent starts: most of the barrier between them is the naming of their units.
"""

import matplotlib.pyplot as plt

from optbook.drawing import annotate, describe, use_style
from optbook.studies.challenges.symmetry import matching

use_style()

# %%
# The first pair of eight networks, and what is left of its barrier.
found = matching()
middle = len(found.share) // 2

# %%
# The same end on the right; on the left the same network in three writings.
fig, ax = plt.subplots()
for name, values in found.lines.items():
    ax.plot(found.share, values, label=name)
raw, ordered, signed = found.lines.values()
annotate(ax, "as they are", (0.5, raw[middle]), (-88, -6), "blue")
annotate(ax, "ordered", (0.5, ordered[middle]), (0, 28), "orange")
annotate(ax, "ordered and signed", (0.5, signed[middle]), (0, -30), "green")
ax.set_ylim(bottom=0)
ax.set(xlabel="share of the way to the other network", ylabel="loss")
describe(
    fig,
    "Loss along straight lines between two independently trained networks. As they are, the line climbs in the middle"
    " to several times the loss of its ends. With the units put in the best order the hump is much lower, and with"
    " their signs chosen too it is lower still, though not gone.",
)

# %%
# What is left of the hump shows that the two are not twins: the trainings found different functions.
