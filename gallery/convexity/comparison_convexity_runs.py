r"""
Excess and gap at equal cost
============================

Two things must vanish: what the constraint is exceeded by, and the distance of the value from the least allowed one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, sparse, use_style
from optbook.studies.convexity.comparison import course

use_style()

# %%
# The first draw of least squares on the l1 ball, all methods.
found, floor, shown = course("l1 ball"), 10.0**-8, 3000
looks = {
    "projected": ("green", "-", (-6, -18, "right")),
    "weight told": ("purple", "--", (8, 6, "left")),
    "multipliers": ("blue", "-", (-6, -18, "right")),
    "dual ascent": ("ink", ":", (8, -6, "left")),
    "penalty": ("orange", "-", (0, 10, "right")),
}
over = {name: found.violation[name][1:shown, 0] for name in looks}
gap = {name: np.abs(found.gap[name][1:shown, 0]) for name in looks}
cost = {name: round(float(np.median(found.arrived(name, 1 / 1000)))) for name in looks}

# %%
# Both on log axes, each line with its name; what has fallen below the floor is left out.
fig, axes = plt.subplots(2, figsize=(5.0, 6.2), sharex=True)
for ax, series, what in zip(axes, (over, gap), ("relative excess", "relative gap, in size"), strict=True):
    for name, (color, style, (right, up, side)) in looks.items():
        seen = np.where(series[name] > floor, series[name], np.nan)
        steps = np.arange(1, 1 + len(seen))
        some = sparse(len(seen), 1000)
        ax.loglog(steps[some], seen[some], style, color=COLOR[color], lw=1.5, label=name)
        level = 1 / 150 if name == "penalty" else 10.0**-5
        if (seen[10:] > level).any():
            at = np.flatnonzero(seen > level)[-1]
            place = (steps[at], seen[at])
            ax.annotate(name, place, (right, up), textcoords="offset points", color=COLOR[color], ha=side)
    ax.set(ylim=(floor, 4), xlim=(1, shown), ylabel=what)
late = 10 + over["weight told"][10:].argmax()
peak = (1 + late, over["weight told"][late])
axes[0].annotate("weight told", peak, (-8, 8), textcoords="offset points", color=COLOR["purple"], ha="center")
axes[0].text(2, 10 * floor, "projected: none", color=COLOR["green"])
axes[1].set_xlabel("gradients")
describe(
    fig,
    f"Two panels against the number of gradients on log axes: relative excess and relative gap. Projected gradient has"
    f" no excess. The lines of the penalty fall as a staircase of slope minus one; those of the others bend down. To a"
    f" thousandth in both, in the median, projected gradient takes {cost['projected']} gradients, proximal gradient"
    f" with the weight told {cost['weight told']}, the method of multipliers {cost['multipliers']}, dual ascent"
    f" {cost['dual ascent']} and the penalty {cost['penalty']}.",
)

# %%
# Whoever is told or remembers the weight gains digits at a steady pace; the penalty pays tenfold for each.
