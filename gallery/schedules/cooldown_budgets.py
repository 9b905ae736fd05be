r"""
One peak for all budgets
========================

Expected gap of each branch over that of a cosine made for its budget: a constant rate against one that falls slowly.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, label_ends, mark, use_style
from optbook.studies.schedules.cooldown_quadratic import BUDGETS, one_peak

use_style()

# %%
# For each way the one peak that is best at the worst budget; shares of the cooldown are a fifth and a half.
over = {(before, share): one_peak(before, share)[1] for before in ("constant", "root") for share in (0.2, 0.5)}

# %%
# At one a branch is as good as the cosine.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.axhline(1, color=COLOR["muted"], lw=1.2, label="cosine")
looks = (("blue", "-", "o"), ("blue", "--", "s"), ("orange", "-", "^"), ("orange", "--", "D"))
for (name, y), (color, line, shape) in zip(over.items(), looks, strict=True):
    cooled = "fifth" if name[1] < 1 / 2 else "half"
    ax.plot(BUDGETS, y, ls=line, color=COLOR[color], label=f"{name[0]}, {cooled}")
    mark(ax, BUDGETS, y, shape, color, 6.5)
ax.set(xscale="log", xlabel="budget (updates)", ylabel="expected gap over the cosine's", ylim=(0.9, 1.62))
ax.set_xticks(BUDGETS, [f"{steps}" for steps in BUDGETS])
ax.minorticks_off()
label_ends(ax)
describe(
    fig,
    "Gap of a branch over that of a cosine made for its budget, against the budget on a log axis. The two lines of the"
    " constant rate are valleys, high at the shortest and at the longest budget. The two lines of the rate that falls"
    " with the root of the step are level and close to one; with half of the run cooled the line is below one.",
)

# %%
# A constant rate is right for one budget; the root stays right.
