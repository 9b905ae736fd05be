"""
What an exact step leaves, by direction
=======================================

Along an axis one step arrives; in the worst direction of a narrow valley most of the value is left.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, mark, use_style
from optbook.studies.descent.line_search import angles, worst

use_style()

# %%
# One exact step for each direction of the gradient, in a narrow and in a wide valley.
wide, narrow = angles(3.0), angles(30.0)

# %%
# The highest point of each curve is the bound.
fig, ax = plt.subplots()
for runs, color, line, offset in ((wide, "blue", "-", (0, -26)), (narrow, "orange", "--", (0, 16))):
    peak = runs.left.argmax()
    ax.plot(runs.angle, runs.left, ls=line, color=COLOR[color], label=f"condition number {runs.kappa:.0f}")
    mark(ax, runs.angle[peak], worst(runs.kappa), color=color)
    ax.annotate(
        rf"$\kappa$ = {runs.kappa:.0f}: at most {worst(runs.kappa):.4f}",
        (runs.angle[peak], runs.left[peak]),
        offset,
        textcoords="offset points",
        ha="center",
        color=COLOR[color],
    )
ax.set(xlabel="angle between gradient and flat axis, degrees", ylabel="value left by a step")
ax.set(xticks=np.arange(0, 91, 15), ylim=(0, 1.06))
describe(
    fig,
    "Share of the value that an exact step leaves, against the angle between the gradient and the flat axis. Both"
    f" curves are zero at 0 and 90 degrees and highest at {wide.angle[wide.left.argmax()]:.0f} degrees, where each"
    " touches its bound. The narrow valley's curve is high and broad, the wide one's low.",
)

# %%
# The worst direction is halfway between the axes, whatever the condition number.
