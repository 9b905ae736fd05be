r"""
Steps on a slope
================

The slope never changes. The steps of Adadelta grow all the same, like the root of the step.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, sparse, use_style
from optbook.studies.adaptive.adadelta_forms import slope_steps

use_style()

# %%
# Lengths over the root of eps: the formula of the theorem, for three memories.
steps = 30000
memories = {"half": 0.5, "nine tenths": 0.9, "long": 0.99}
length = {name: np.sqrt(slope_steps(steps, decay)) for name, decay in memories.items()}
some = sparse(steps)

# %%
# On log axes a root is a line of slope one half.
fig, ax = plt.subplots()
colors, lines = ("green", "blue", "orange"), ("-.", "-", "--")
for (name, y), color, line in zip(length.items(), colors, lines, strict=True):
    ax.loglog(1 + some, y[some], line, color=COLOR[color], label=name)
ax.loglog([1, steps], [1, 1], ":", color=COLOR["muted"], label="RMSProp")
labels = [rf"$\gamma = {decay}$" for decay in memories.values()]
annotate(ax, labels[0], (2000, length["half"][1999]), (-64, 22), "green")
annotate(ax, labels[1], (200, length["nine tenths"][199]), (26, -26), "blue")
annotate(ax, labels[2], (4, length["long"][3]), (-14, 26), "orange")
annotate(ax, r"RMSProp at the rate $\sqrt{\varepsilon_x}$", (300, 1), (-10, -26), "muted")
ax.set(xlabel="step", ylabel=r"length / $\sqrt{\varepsilon_x}$", ylim=(0.2, 300))
describe(
    fig,
    "Length of a step over the root of eps against the step, on log axes, at a constant slope. Three curves for three"
    " memories start level and then rise along lines of the same slope. The longest memory starts highest, stays level"
    " longest and ends lowest. A dotted level line at one is RMSProp.",
)

# %%
# Nothing in the gradients asks for longer steps: each is averaged into the next.
