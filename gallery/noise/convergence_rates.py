r"""
The bound against the constant rate
===================================

Left of its least value the path is too short, right of it the noise is too large.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.noise.convergence_wedge import rate_sweep

use_style()

# %%
# Mean gaps for a row of constant rates, and the two parts of the bound.
steps = 1024
found = rate_sweep(steps=steps)
path, noise = 1 / (2 * found.setting * steps), found.setting / 2
best = found.bound.argmin()

# %%
# Marks are simulated, the dashed line is the bound, dotted ones are its parts.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(found.setting, path, ":", color=COLOR["muted"], lw=1.3, label="part of the path")
ax.loglog(found.setting, noise, ":", color=COLOR["muted"], lw=1.3, label="part of the noise")
ax.loglog(found.setting, found.bound, "--", color=COLOR["orange"], label="bound")
ax.loglog(found.setting, found.mean, "o", color=COLOR["blue"], ms=5, label="mean gap")
mark(ax, found.setting[best], found.bound[best], "D", "orange", 8)
annotate(ax, r"least: $R/(G\sqrt{T}\,)$", (found.setting[best], found.bound[best]), (0, 62), "orange")
annotate(ax, "mean gap", (found.setting[17], found.mean[17]), (4, -40), "blue")
annotate(ax, "path too short", (found.setting[16], path[16]), (-76, -9), "muted")
annotate(ax, "noise", (found.setting[6], noise[6]), (-42, 12), "muted")
ax.set(xlabel=r"constant rate $\eta$", ylabel="gap of the average", ylim=(1e-3, 1))
describe(
    fig,
    f"Gap of the average of {steps} iterates against the constant rate, on log axes. The bound, dashed, is a valley: it"
    " falls with slope minus one, and rises with slope one. Marks of the mean gap lie on the falling branch, below the"
    " valley, and below the rising branch by a factor of about ten; their least value is at a larger rate than the"
    " bound's.",
)

# %%
# The bound knows one slope, the largest that fits it. For this wedge a larger rate than the bound's is better.
