r"""
Rates that fall with a power of time
====================================

Power zero never settles, power two never arrives; those between do both.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, sparse, use_style
from optbook.studies.noise.convergence import POWERS, powers_exact, powers_seen

use_style()

# %%
# Exact root mean square distances, and those of simulated runs.
exact = {power: powers_exact(power) for power in POWERS}
seen = np.array([0, 1, 3, 10, 31, 100, 316, 1000, 3162])
drawn = dict(zip(POWERS, powers_seen(seen).T, strict=True))

# %%
# Lines are the recursion, marks are simulated.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = zip(POWERS, ("orange", "green", "blue", "purple"), ("--", "-.", "-", ":"), ("s", "^", "o", "D"), strict=True)
for power, color, line, shape in looks:
    some = sparse(len(exact[power]))
    ax.loglog(1 + some, exact[power][some], ls=line, color=COLOR[color], label=f"power {power:g}, exact")
    ax.loglog(1 + seen, drawn[power], shape, color=COLOR[color], ms=4, label=f"power {power:g}, runs")
annotate(ax, r"$p$ = 0: noise never dies", (601, exact[0.0][600]), (-40, 30), "orange")
annotate(ax, r"$p$ = 2: path too short", (601, exact[2.0][600]), (-36, -22), "purple")
annotate(ax, r"$p$ = 1/2", (301, exact[0.5][300]), (44, 20), "green")
annotate(ax, r"$p$ = 1", (301, exact[1.0][300]), (-44, -14), "blue")
ax.set(xlabel="step, counted from 1", ylabel="rms distance to the minimum", xlim=(1, 4097))
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
describe(
    fig,
    "Root mean square distance against the step, on log axes, for rates that fall with four powers of time. Powers zero"
    " and two level off at about the same distance. Power one half falls along a line, and power one along a steeper"
    " one. Simulated marks lie on the lines.",
)

# %%
# Two levels of nearly the same height differ in kind: one cloud never rests, the other has frozen out of place.
