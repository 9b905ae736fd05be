r"""
The way to the end
==================

A constant rate that suits the end is slow all the way; a rate that falls is fast at first and exact at the end.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.decay import way
from optbook.studies.schedules.decay_quadratic import STEPS

use_style()

# %%
# Expected gap along the run, each schedule at its best peak.
names = ("constant", "multi-factor", "restarts", "cosine")
ways = {name: way(name) for name in names}
step = np.arange(STEPS + 1)

# %%
# Four of the six.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = (("ink", "-"), ("purple", ":"), ("orange", "--"), ("blue", "-."))
places = ((60, (44, 24)), (650, (-14, 50)), (335, (4, 62)), (460, (-80, -22)))
for (name, gap), (color, line), (place, offset) in zip(ways.items(), looks, places, strict=True):
    ax.semilogy(step, gap, ls=line, color=COLOR[color], label=name)
    annotate(ax, name, (place, gap[place]), offset, color)
ax.set(xlabel="step", ylabel="expected gap", ylim=(0.009, 1.5))
ax.set_yticks(ticks := [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Expected gap against the step on a log axis, for four schedules at their best first rates. The constant rate falls"
    " ever more slowly. The dotted line drops at each of its two jumps and is nearly level after the second. The dashed"
    " line flattens after its first restart and rises after its second. The cosine is lowest from the middle to the"
    " end.",
)

# %%
# The last restart gives back a part of what the period before had gained.
