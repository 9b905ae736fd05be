r"""
Quick and coarse, or slow and fine
==================================

Four constant rates: each is the best one for some time, and then stays at its level.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.stochastic_gradients import tradeoff

use_style()

# %%
# Root mean square distances of many runs, and of the theorem.
found = tradeoff()
seen = [0, 1, 2, 3, 5, 8, 12, 20, 32, 50, 80, 125, 200, 320, 500, 800]

# %%
# Marks are simulated, lines are the theorem.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = zip(("purple", "orange", "blue", "green"), (":", "--", "-", "-."), ("D", "s", "o", "^"), strict=True)
for lane, (color, line, shape) in enumerate(looks):
    ax.loglog(found.step + 1, found.theory[:, lane], ls=line, color=COLOR[color], label=f"theory {found.lr[lane]:g}")
    dots = found.distance[seen, lane]
    ax.loglog(found.step[seen] + 1, dots, shape, color=COLOR[color], ms=4, label=f"simulated {found.lr[lane]:g}")
    level = (found.step[-1], found.theory[-1, lane])
    ax.annotate(f"{found.lr[lane]:g}", level, (5, 0), textcoords="offset points", va="center", color=COLOR[color])
annotate(ax, r"rate $\eta$", (found.step[-1], found.theory[-1, 0]), (-30, 30), "purple")
ax.set(xlabel="step, counted from 1", ylabel="rms distance to the minimum")
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
ax.set_yticks(ticks := [0.1, 1], [f"{tick:g}" for tick in ticks])
describe(
    fig,
    "Root mean square distance to the minimum against the step, on log axes, for four constant rates"
    f" from {found.lr[-1]:g} to {found.lr[0]:g}. The largest rate falls within a few steps and levels off highest. Each"
    " smaller one takes about four times as long and levels off at half the distance or less. Simulated marks lie on"
    " the lines.",
)

# %%
# To lower the rate during a run is to change from one of these lines to the next.
