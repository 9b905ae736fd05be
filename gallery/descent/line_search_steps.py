"""
Three rules, their steps and their values
=========================================

Exact, Armijo and Polyak steps on one quadratic: the rule with the most uneven steps is the fastest.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.descent.line_search import steps_taken

use_style()

# %%
# One start, three rules.
runs = steps_taken()
looks = {"exact": ("blue", "-", "o"), "Armijo": ("orange", "--", "s"), "Polyak": ("green", "-.", "^")}

# %%
# Above the step lengths, below the values.
fig, (top, bottom) = plt.subplots(2, 1, figsize=(5.0, 5.0), sharex=True)
count = len(runs.step["exact"])
for name, (color, line, shape) in looks.items():
    look = {"color": COLOR[color], "ls": line, "lw": 1.2, "marker": shape, "ms": 4, "markevery": 4}
    top.semilogy(np.arange(count), runs.step[name], label=name, **look | {"ls": "none", "markevery": 1})
    bottom.semilogy(np.arange(count + 1), runs.runs[name].value, label=name, **look)
top.axhline(2 / runs.top, color=COLOR["muted"], lw=1, label="2/L, limit of fixed rates")
top.legend(ncols=2, loc="upper center", bbox_to_anchor=(0.5, 1.4))
top.set(ylabel=r"step $\eta_t$")
bottom.set(xlabel="step number $t$", ylabel="value")
describe(
    fig,
    "Two panels against the step number. Above, the step lengths: those of exact search alternate in a narrow band"
    " around a fixed rate, those of Armijo take two values, and those of Polyak range over more than a decade,"
    " from below the limit of fixed rates to far above it. Below, the values: Polyak's falls fastest, exact and Armijo"
    " alike more slowly.",
)

# %%
# Now and then a step far beyond the limit clears a flat direction; a fixed rate can never afford one.
