r"""
What the corrections do to the rate
===================================

At a gradient that never changes: without corrections, early steps are too long, not too short.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, sparse, use_style
from optbook.studies.adaptive.adam_forms import lengths

use_style()

# %%
# Three forms of Adam, fed with ones.
run = lengths()
peak, some = run.uncorrected.argmax(), sparse(len(run.step))

# %%
# Both axes are logarithmic.
fig, ax = plt.subplots()
ax.loglog(run.step[some], run.corrected[some], color=COLOR["blue"], ls="-", label="Adam")
ax.loglog(run.step[some], run.uncorrected[some], color=COLOR["orange"], ls="--", label="not corrected")
ax.loglog(run.step[some], run.stuck[some], color=COLOR["purple"], ls=":", label="count stuck at one")
mark(ax, run.step[peak], run.uncorrected[peak])
annotate(ax, f"{run.uncorrected[peak]:.1f}", (run.step[peak], run.uncorrected[peak]), (0, 16))
annotate(ax, "not corrected", (run.step[149], run.uncorrected[149]), (48, 20), "orange")
annotate(ax, "Adam", (run.step[1], 1), (6, -24), "blue")
annotate(ax, "count stuck\nat one", (run.step[299], run.stuck[299]), (-54, -22), "purple")
ax.set(xlabel="step", ylabel="length / rate", ylim=(0.2, 12))
ax.set_yticks([1 / 4, 1 / 2, 1, 2, 4, 8], ["1/4", "1/2", "1", "2", "4", "8"])
ax.minorticks_off()
describe(
    fig,
    "Length of a step over the rate against the step, on log axes, at a constant gradient. Adam is level at one."
    f" Without corrections the length rises to {run.uncorrected[peak]:.1f} near step {run.step[peak]} and falls to one"
    " after several thousand steps. With a count stuck at one it has the same shape, lower: it starts at one, rises to"
    " two, and ends at about a third.",
)

# %%
# Correcting multiplies the rate by one over the dashed curve: a warmup of a few thousand steps.
