r"""
How often a run is how far out
==============================

Without clipping the distance inherits the noise's tail, a straight line on log axes; with clipping the tail is cut.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.heavy_tails_runs import rates

use_style()

# %%
# Distances of many runs at the middle one of five rates, and the law that is known exactly.
found = rates()
middle = len(found.lr) // 2
r = np.geomspace(0.05, 2000, 300)
cauchy = 2 / np.pi * np.arctan(1 / r)

# %%
# Share of runs that are farther out than a distance.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = {"normal": ("green", "-."), "clipped": ("blue", "-"), "student": ("purple", ":"), "cauchy": ("orange", "--")}
for name, (color, line) in looks.items():
    far = np.sort(found.distance[name][middle])[::-1]
    ax.loglog(far, np.arange(1, len(far) + 1) / len(far), ls=line, color=COLOR[color], label=name)
ax.loglog(r, cauchy, "-", lw=0.9, color=COLOR["ink"], label="theory, Cauchy")
ax.text(0.13, 0.0016, "normal\nnoise", color=COLOR["green"], ha="center")
ax.text(1.0, 0.0016, "Cauchy,\nclipped", color=COLOR["blue"])
ax.text(17, 0.0038, "Student", color=COLOR["purple"])
ax.text(60, 0.022, "Cauchy", color=COLOR["orange"])
ax.axhline(0.01, color=COLOR["muted"], lw=1, ls=":", label="one percent")
ax.set(xlabel="distance to the minimum", ylabel="share of runs farther out", xlim=(0.04, 2000), ylim=(0.0008, 1.2))
ax.set_xticks(ticks := [0.1, 1, 10, 100, 1000], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [0.001, 0.01, 0.1, 1], [f"{tick:g}" for tick in ticks])
describe(
    fig,
    "Share of runs that are farther from the minimum than a distance, on log axes, for four kinds of noise. For normal"
    " noise and for clipped Cauchy noise the share drops like a wall. For Student noise it falls along a"
    " straight line, for Cauchy noise along a flatter one, on which the exact law lies.",
)

# %%
# A straight line on these axes is a power: the tail of the noise is the tail of the run.
