r"""
How much of the bound is attained
=================================

On the slope that is hardest for its length, a run has more than half of the gap that the bound allows.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.convergence_wedge import slope_sweep

use_style()

# %%
# Wedges of many slopes, for three lengths of the run.
runs = {steps: slope_sweep(steps) for steps in (64, 256, 1024)}
c = runs[64].setting
least = c - c**2 / 2

# %%
# All three lengths lie on one curve.
fig, ax = plt.subplots()
ax.axhline(1, color=COLOR["orange"], ls="--", label="bound")
ax.semilogx(c[least > 0], least[least > 0], ":", color=COLOR["green"], label="least share")
looks = zip(runs.items(), ("shade 2", "shade 4", "shade 5"), ("o", "s", "^"), strict=True)
for (steps, found), color, shape in looks:
    ax.semilogx(c, found.mean / found.bound, shape, color=COLOR[color], ms=5, label=f"{steps} iterates")
annotate(ax, "bound", (c[2], 1), (0, -26), "orange")
annotate(ax, "cannot be less", (c[5], least[5]), (40, -34), "green")
annotate(ax, "simulated, three lengths", (c[10], runs[64].mean[10] / runs[64].bound[10]), (-14, 42), "blue")
ax.set(xlabel=r"slope of the wedge, in units of $G/\sqrt{T}$", ylabel="share of the bound", ylim=(0, 1.12))
ax.set_xticks(ticks := [1 / 8, 1 / 2, 1, 2, 8], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Mean gap as a share of the bound against the slope of the wedge, for runs of three lengths whose marks lie on one"
    " curve. It rises from a tenth to about seven tenths near twice the unit of slope, and falls to a little above a"
    " half. A dotted line below, half at slope one, is what theory allows at least; the bound is the line at one.",
)

# %%
# So for convex functions with noise nothing better than one over the root of the length can be promised here.
