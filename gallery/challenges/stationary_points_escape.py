"""
Steps to leave a saddle
=======================

At an ordinary saddle each digit of the start adds a fixed number of steps; at a flat one it multiplies them by ten.
"""

import matplotlib.pyplot as plt

from optbook.analysis.departures import leave_monkey, leave_saddle
from optbook.drawing import COLOR, annotate, describe, mark, use_style

use_style()

# %%
# Runs from many distances, all in one batch for each function.
saddle, monkey, one = leave_saddle(), leave_monkey(), leave_saddle([1e-6])

# %%
# Counts as marks, formulas as lines.
fig, (top, bottom) = plt.subplots(2, figsize=(5.0, 5.6))
top.semilogx(saddle.start, saddle.theory, color=COLOR["orange"], ls="--", label="formula")
top.semilogx(saddle.start, saddle.steps, "o", ms=4, color=COLOR["blue"], ls="", label="counted")
mark(top, one.start, one.steps, size=8)
annotate(top, f"{one.steps[0]} steps from $10^{{-6}}$", (one.start[0], one.steps[0]), (48, 26))
top.set(xlabel="start $y_0$", ylabel="steps to $|y| = 1$", ylim=(0, None))
top.text(0.03, 0.08, "$x^2 - y^2$", transform=top.transAxes)
bottom.loglog(monkey.start, monkey.theory, color=COLOR["orange"], ls="--", label="formula")
bottom.loglog(monkey.start, monkey.steps, "o", ms=5, color=COLOR["blue"], ls="", label="counted")
annotate(bottom, f"{monkey.steps[0]} steps from $10^{{-3}}$", (monkey.start[0], monkey.steps[0]), (88, 2))
bottom.set(xlabel="start $r_0$", ylabel="steps to $r = 1$")
bottom.text(0.03, 0.08, "monkey saddle", transform=bottom.transAxes)
bottom.margins(y=0.12)
describe(
    fig,
    "Two panels of the number of steps to leave a saddle against the distance of the start. Above, for x squared minus"
    " y squared, the number falls along a straight line while the start runs over eleven powers of ten. Below, for the"
    " monkey saddle, both axes are logarithmic, and the number falls tenfold with each power of ten.",
)

# %%
# Above, the steps add up by digit; below, they multiply. Mind the axes: only the lower one has a log scale for steps.
