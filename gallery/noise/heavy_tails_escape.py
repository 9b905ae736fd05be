r"""
Climbing out and jumping out
============================

Normal noise must climb the barrier: its time grows like an exponential of the height. Heavy-tailed noise jumps across.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.heavy_tails_wells import HIGHER, WIDER, leaving_steps, median_exit, one_jump

use_style()

# %%
# Median times: of simulated runs, of the lattice, and of the first long jump, which may come at any step.
panels = {"higher": (HIGHER, HIGHER.height), "wider": (WIDER, WIDER.edge)}
looks = {"normal": ("blue", "-", "o", "normal noise"), "heavy": ("orange", "--", "s", "heavy-tailed noise")}

# %%
# Above: height of the barrier at one width. Below: width of the well at one height.
fig, axes = plt.subplots(2, figsize=(5.0, 6.0))
for ax, (which, (wells, at)) in zip(axes, panels.items(), strict=True):
    for noise, (color, line, shape, name) in looks.items():
        median = median_exit(wells, noise)
        ax.semilogy(at, median, ls=line, color=COLOR[color], label=f"lattice, {name}, {which}")
        simulated = np.median(leaving_steps(which, noise), axis=1)
        ax.semilogy(at, simulated, shape, ms=5, color=COLOR[color], label=f"simulated, {name}, {which}")
    ax.semilogy(at, np.log(2) * one_jump(wells.edge), ":", lw=1.3, color=COLOR["ink"], label=f"one jump, {which}")
    ax.set(ylabel="median steps to leave", ylim=(14, 1000))
    ax.set_yticks(ticks := [20, 100, 500], [str(tick) for tick in ticks])
    ax.minorticks_off()
axes[0].set_xlabel("height of the barrier")
axes[1].set_xlabel("half width of the well")
axes[0].text(0.5, 185, "heavy-tailed noise", color=COLOR["orange"], va="top")
axes[0].text(1.25, 60, "normal noise", color=COLOR["blue"])
axes[0].text(0.5, 380, "one long jump")
axes[1].text(0.9, 560, "one long jump", ha="right")
axes[1].text(1.0, 215, "heavy-tailed noise", color=COLOR["orange"], va="top")
axes[1].text(1.05, 45, "normal noise", color=COLOR["blue"])
describe(
    fig,
    "Median steps to leave a well, on log axes. Above, against the height at one width: for normal noise the line rises"
    " steeply, for heavy-tailed noise it is nearly level, just below the time of one long jump. Below, against the"
    " width at one height: both rise. Simulated marks lie on the lines.",
)

# %%
# The height of a barrier says nothing to noise that jumps; its width does.
