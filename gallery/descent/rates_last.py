"""
The last iterate taken for the limit
====================================

One linear run, two measures of its error: the distance to the minimum, and the distance to the last iterate.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.rates import last_taken

use_style()

# %%
# The same iterates, measured from two places.
run = last_taken()
most = 3 * len(run.step) // 4

# %%
# Only one of the two lines is straight.
fig, ax = plt.subplots()
ax.semilogy(run.step, run.errors, label="to the minimum")
ax.semilogy(run.step, run.apparent, color=COLOR["orange"], ls="--", label="to the last iterate")
annotate(ax, "to the minimum", (run.step[most], run.errors[most]), (-8, 26), "blue")
annotate(ax, "to the last iterate", (run.step[-4], run.apparent[-4]), (-78, -8), "orange")
ax.set(xlabel="step $t$", ylabel="distance")
describe(
    fig,
    "Two measures of one run on a log axis. The distance to the minimum is a straight line. The distance to the last"
    " iterate follows it at first and then bends down more and more, as if the run were superlinear.",
)

# %%
# The bend at the end is made by the measure, not by the method.
