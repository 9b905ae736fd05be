"""
The dual function from below
============================

Each multiplier gives a bound from below; the best bound is the least value itself.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.convexity.constraints import dual_curve

use_style()

# %%
# The Lagrangian's least value for a row of multipliers; the least value on the disk by another method.
curve = dual_curve()

# %%
# A curve that touches a line.
fig, ax = plt.subplots()
ax.plot(curve.multiplier, curve.dual, label="dual function")
ax.axhline(curve.least, color=COLOR["orange"], ls="--", label="least value on the disk")
mark(ax, curve.best, curve.least)
annotate(ax, f"multiplier {curve.best:.4f}", (curve.best, curve.least), (0, -40))
ax.annotate(
    f"least value on the disk, {curve.least:.4f}",
    (0, curve.least),
    (2, 6),
    textcoords="offset points",
    color=COLOR["orange"],
)
quarter = len(curve.dual) // 6
annotate(ax, r"dual function $g(\lambda)$", (curve.multiplier[quarter], curve.dual[quarter]), (70, -12), "blue")
ax.set(xlabel=r"multiplier $\lambda$", ylabel="value", ylim=(0, 1.2 * curve.least))
describe(
    fig,
    "A curve that rises from zero, bends, and falls again, against the multiplier. A dashed horizontal line, the least"
    f" value on the disk, touches it at its top, at the multiplier {curve.best:.2f}; everywhere else it lies below.",
)

# %%
# No multiplier gives more than the line, and one gives as much.
