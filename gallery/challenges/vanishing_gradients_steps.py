"""
Steps to leave the plateau
==========================

Each unit further out on the plateau costs seven times as many steps: a closed form says how many.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.challenges.vanishing_gradients import corrected_steps, crossings, flow_steps

use_style()

# %%
# One run from each start, and the two closed forms.
runs = crossings()
start = np.linspace(runs.start[0], runs.start[-1], 200)
flow, corrected = flow_steps(start), corrected_steps(start)

# %%
# Counts are dots, closed forms are lines.
fig, ax = plt.subplots()
ax.semilogy(start, flow, color=COLOR["muted"], ls=":", label="flow")
ax.semilogy(start, corrected, color=COLOR["orange"], ls="--", label="with the correction")
ax.semilogy(runs.start, runs.steps, "o", color=COLOR["blue"], ms=6, label="counted")
four = int(abs(runs.start - 4).argmin())
mark(ax, runs.start[four], runs.steps[four], color="blue", size=8)
annotate(ax, f"{runs.steps[four]} steps", (runs.start[four], runs.steps[four]), (-50, 10), "blue")
third = len(start) // 3
annotate(ax, "with the correction", (start[third], corrected[third]), (-20, 40), "orange")
annotate(ax, "flow alone", (start[third], flow[third]), (46, -24), "muted")
ax.set(xlabel="start $a$", ylabel="steps until $x < 0$")
describe(
    fig,
    "Steps until the iterate is below zero, on a log axis, against the start. Counted steps, dots, lie on the dashed"
    " line of the corrected closed form or, at small starts, just above it; the line becomes straight. The counts run"
    f" from {runs.steps[0]} to {runs.steps[-1]} steps."
    " The dotted line of the flow alone lies a little lower at small starts.",
)

# %%
# The dots, whole numbers of steps, lie on the dashed line or just above it; far out both lines are straight, that is,
# exponential.
