"""
How far gradient descent is from the flow
=========================================

Half the rate, half the distance; and a quarter of it, if the flow is that of a modified function.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.descent.gradient_flow import orders

use_style()

# %%
# Gradient descent to one fixed time, in more and more steps.
found = orders()
series = {
    "bound on the distance to the flow": (found.bound, "muted", "--", (0, -16)),
    "distance to the flow": (found.plain, "blue", "-", (-112, 12)),
    "to the modified flow": (found.modified, "orange", "-.", (12, -22)),
}

# %%
# On log axes a power of the rate is a line whose slope is the power.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
middle = len(found.lr) // 2
for name, (distance, color, line, offset) in series.items():
    ax.loglog(found.lr, distance, ls=line, marker="o", ms=4, color=COLOR[color], label=name)
    ax.annotate(name, (found.lr[middle], distance[middle]), offset, textcoords="offset points", color=COLOR[color])
ax.set(xlabel=r"learning rate $\eta$", ylabel="distance at the same time")
describe(
    fig,
    "Three lines on log axes against the rate. Bound and distance to the flow rise in proportion to the rate, the"
    " bound far above. The distance to the modified flow is smaller and rises with its square.",
)

# %%
# The line of the modified flow is twice as steep.
