"""
Polyak's step with a wrong minimum
==================================

Told the least value, it converges; told one too low, it keeps jumping; told one too high, it stops there.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.line_search import bounds

use_style()

# %%
# Three runs from one start.
runs = bounds()
right, low, high = runs.values()
told = list(runs)

# %%
# Values on a log axis; the least value is zero.
fig, ax = plt.subplots()
ax.semilogy(right.step, right.value, color=COLOR["blue"], label="right")
ax.semilogy(low.step, low.value, color=COLOR["orange"], ls="--", marker="s", ms=3, label="too low")
ax.semilogy(high.step, high.value, color=COLOR["green"], ls="-.", label="too high")
annotate(ax, "told the right value", (28, right.value[28]), (-70, -26), "blue")
annotate(ax, f"told {told[1]}: keeps jumping", (30, low.value[30]), (-6, 36), "orange")
annotate(ax, f"told {told[2]}: stops there", (15, high.value[15]), (-48, -44), "green")
ax.set(xlabel="step", ylabel="value", ylim=(1e-11, 60))
describe(
    fig,
    "Value against the step, on a log axis, for three runs that begin alike. Told the right least value, zero, the run"
    f" falls along a straight line. Told {told[1]}, it jumps up and down without end. Told {told[2]}, it becomes"
    " constant at that value.",
)

# %%
# A value that is too high is safe and shows itself; one that is too low never lets the run settle.
