"""
Linear in the root sense
========================

With momentum the error rises again and again, yet all of it stays below a straight line.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.descent.rates import swinging

use_style()

# %%
# A run that swings through the minimum, and the line above it.
run = swinging()
middle = len(run.step) // 2

# %%
# Errors below their envelope, peaks marked.
fig, ax = plt.subplots()
ax.semilogy(run.step, run.envelope, color=COLOR["orange"], ls="--", label="envelope")
ax.semilogy(run.step, run.errors, color=COLOR["blue"], ls="-", lw=1.2, label="heavy ball")
mark(ax, run.peaks, run.errors[run.peaks], color="blue", size=5)
annotate(ax, f"peaks: factor {run.rate:.3f} a step", (run.step[middle], run.envelope[middle]), (30, 34), "orange")
ax.set(xlabel="step $t$", ylabel="error $e_t$")
describe(
    fig,
    "Error on a log axis against the step. It falls in arches, with deep notches where the iterate passes the minimum"
    " and rises after each. The tops of the arches lie on a straight dashed line.",
)

# %%
# Quotients of neighboring errors jump about; the line through the peaks tells the speed.
