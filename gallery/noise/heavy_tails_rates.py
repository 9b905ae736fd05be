r"""
A smaller rate does not help against jumps
==========================================

With normal noise the 99th percentile falls with the root of the rate, with Cauchy noise not at all, unless it is
clipped.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.heavy_tails_runs import rates

use_style()

# %%
# The 99th percentile of many runs at five rates, with its theory.
found = rates()
looks = {
    "cauchy": ("orange", "--", "s", "Cauchy"),
    "student": ("purple", ":", "D", "Student"),
    "clipped": ("blue", "-", "o", "Cauchy,\nclipped"),
    "normal": ("green", "-.", "^", "normal"),
}

# %%
# Lines are theory, marks are simulated.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for law, (color, line, shape, name) in looks.items():
    percentile = np.quantile(found.distance[law], 0.99, axis=1)
    ax.loglog(found.lr, found.theory[law], ls=line, color=COLOR[color], label=f"theory, {law}")
    ax.loglog(found.lr, percentile, shape, ms=5, color=COLOR[color], label=f"simulated, {law}")
    shift = {"clipped": 1.45, "normal": 0.72}.get(law, 1)
    ax.text(found.lr[0] * 0.85, found.theory[law][0] * shift, name, color=COLOR[color], ha="right", va="center")
ax.set(xlabel=r"learning rate $\eta$", ylabel="99th percentile of the distance", xlim=(0.007, 0.6), ylim=(0.12, 200))
ax.set_xticks(ticks := [0.02, 0.1, 0.5], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [1, 10, 100], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "The 99th percentile of the distance to the minimum against the rate, on log axes. For Cauchy noise it is level,"
    " for Student noise it rises slowly with the rate, for normal noise and for clipped Cauchy noise it rises like the"
    " root of the rate and is far lower. Marks scatter about the lines.",
)

# %%
# Clipping gives back what a small rate is good for.
