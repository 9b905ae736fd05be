r"""
The longest step
================

Three sequences of gradients: constant, one after zeros, and growing.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.optimizers import Adam
from optbook.studies.adaptive.adam_forms import alone, fed, longest, worst_gradients

use_style()

# %%
# The two formulas, and the growing gradients run to some steps.
steps = np.unique(np.round(np.logspace(0, 4, 121)).astype(int))
single, most = alone(steps), longest(steps)
ends = np.array([1, 3, 10, 30, 100, 300, 1000, 3000])
run = [-fed(Adam(1.0, eps=0.0), worst_gradients(int(end)))[-1, 0] for end in ends]

# %%
# Lengths in rates.
fig, ax = plt.subplots()
ax.semilogx(steps, most, color=COLOR["orange"], ls="--", label="growing")
ax.semilogx(steps, single, color=COLOR["blue"], ls="-", label="one after zeros")
ax.semilogx(steps, np.ones(len(steps)), color=COLOR["muted"], ls=":", label="constant")
ax.plot(ends, run, "o", color=COLOR["orange"], ms=5, label="run")
annotate(ax, "growing: none is longer", (ends[5], run[5]), (-94, 10), "orange")
late = steps.searchsorted(3000)
annotate(ax, "one after\nzeros", (steps[late], single[late]), (14, 32), "blue")
annotate(ax, "constant", (2, 1), (8, 26), "muted")
ax.set(xlabel="step", ylabel="length / rate", ylim=(0, 8))
describe(
    fig,
    "Length of a step over the rate against the step. Constant gradients give a level line at one. One gradient after"
    " zeros starts at one, falls to a half near step ten, and rises to about three. Growing gradients rise from one to"
    " above seven; dots from runs lie on the curve of the theorem.",
)

# %%
# The rate is not a bound on the length of a step, and neither is the length after zeros.
