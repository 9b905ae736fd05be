r"""
One landscape, three sets of axes
=================================

Adam in the same valley from the same point, with axes that are turned; all paths are shown in the valley's own axes.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, mark, use_style
from optbook.studies.adaptive.adagrad import START, VALLEY
from optbook.studies.adaptive.coordinates import turned_run

use_style()

# %%
# Three angles; each run is brought back.
rate, steps = 0.5, 14
looks = {0: ("blue", "-", "", 6, (-34, 32)), 45: ("orange", "--", "s", 3, (-30, 8))}
looks |= {90: ("green", "None", "x", 12, (6, 26))}
low, high = (-6.2, -2.6), (1.2, 1.6)

# %%
# A mark is a step.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
draw_contours(ax, VALLEY, low, high, np.geomspace(0.05, 30, 8))
for degrees, (color, style, marker, place, offset) in looks.items():
    valley, run = turned_run("Adam", degrees, rate, steps)
    path = valley.forth(run.x)
    ax.plot(*path.T, linestyle=style, marker=marker, color=COLOR[color], ms=5, lw=1.4, label=f"{degrees} degrees")
    annotate(ax, f"{degrees}°", tuple(path[place]), offset, color)
plain_valley, plain = turned_run("gradient descent", 45, 0.4, steps)
ax.plot(*plain_valley.forth(plain.x).T, "-.", color=COLOR["muted"], lw=1.2, label="gradient descent, any angle")
annotate(ax, "gradient descent,\nany angle", tuple(plain_valley.forth(plain.x)[2]), (56, -66), "muted")
mark(ax, *START, "*", "ink", 10)
ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="along the flat axis", ylabel="along the steep axis")
describe(
    fig,
    "Level lines of a narrow valley and paths from one start at the lower left, drawn in the valley's own axes. Adam's"
    " paths with axes along the valley and turned by ninety degrees coincide: they go up at forty-five degrees. With"
    " axes turned by forty-five degrees Adam's path goes straight up across the valley and takes longer to move along"
    " it. Gradient descent has one zigzag path for all.",
)

# %%
# Which way Adam goes is decided by how the axes lie.
