"""
Backtracking until enough is gained
===================================

Trial steps are halved until the value lies below a line that falls less steeply than the curve at its start.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import SoftBend
from optbook.studies.descent.line_search import trials

use_style()

# %%
# One search, and the curve along its line.
search = trials()
step = np.linspace(0, 1.1 * search.step[0], 300)
value = SoftBend().f(search.x + step * search.slope / np.sqrt(-search.slope))
asked = search.value + search.decrease * step * search.slope
tangent = search.value + step * search.slope

# %%
# Refused trials lie above the line, the accepted one below.
fig, ax = plt.subplots()
ax.plot(step, value, color=COLOR["blue"], label="value along the line")
ax.plot(step, asked, color=COLOR["orange"], ls="--", label="what is asked")
ax.plot(step, tangent, color=COLOR["muted"], ls=":", label="tangent")
mark(ax, search.step[:-1], search.reached[:-1], marker="s", color="orange", size=7)
mark(ax, search.step[-1], search.reached[-1], size=8)
ends = (search.step[0], search.step[1], search.step[-1])
annotate(ax, f"{ends[0]:.0f}: refused", (ends[0], search.reached[0]), (-52, 4), "orange")
annotate(ax, f"{ends[1]:.0f}: refused", (ends[1], search.reached[1]), (-34, 26), "orange")
annotate(ax, f"{ends[2]:.0f}: taken", (ends[2], search.reached[-1]), (4, -40))
annotate(ax, "asked", (step[210], asked[210]), (10, 20), "orange")
annotate(ax, "tangent", (step[150], tangent[150]), (46, 8), "muted")
ax.set(xlabel=r"step $\eta$", ylabel="value after the step", ylim=(-6, 13), yticks=range(-5, 11, 5))
describe(
    fig,
    "A curve that falls from its start to a minimum and then rises. A dashed straight line from the same start falls"
    f" more gently than the curve's dotted tangent. Trial steps {ends[0]:.0f} and {ends[1]:.0f} end above the dashed"
    f" line and are refused; the trial {ends[2]:.0f} ends below it and is taken.",
)

# %%
# The step that is taken is not the best one, but good enough, and three values were enough to find it.
