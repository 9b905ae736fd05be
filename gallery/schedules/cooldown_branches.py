r"""
One long run and its branches
=============================

Rates above, expected gaps below: a constant run that is cooled at three budgets, and a cosine for the longest.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.schedules.cooldown_quadratic import SHARE, expected_gaps, rates_of, tuned

use_style()

# %%
# The peak is the best for a cooldown at the middle budget; the cosine has its own best peak.
budgets = (350, 700, 1400)
peak = tuned("linear", steps=budgets[1]).peak
stable = rates_of("linear", peak, budgets[-1], 0.0)
branches = {steps: rates_of("linear", peak, steps) for steps in budgets}
cosine = rates_of("cosine", tuned("cosine", 1.0, steps=budgets[-1]).peak, budgets[-1], 1.0)

# %%
# Each branch is drawn from where it leaves the long run.
fig, (top, bottom) = plt.subplots(2, figsize=(5.0, 5.6), sharex=True)
step = np.arange(budgets[-1] + 1)
for ax, rates in ((top, True), (bottom, False)):
    long = stable if rates else expected_gaps(stable)
    ax.plot(step[: len(long)], long, "-", color=COLOR["shade 2"], label="stable")
    fall = cosine if rates else expected_gaps(cosine)
    ax.plot(step[: len(fall)], fall, "--", color=COLOR["ink"], lw=1.4, label="cosine")
    for steps, table in branches.items():
        leaves = steps - round(SHARE * steps)
        way = np.append(table, 0.0) if rates else expected_gaps(table)
        ax.plot(step[leaves : steps + 1], way[leaves:], "-", color=COLOR["orange"], lw=2.2, label=f"branch {steps}")
        mark(ax, steps, way[-1], "o", "orange", 6)
annotate(top, "stable", (150, peak), (0, -22), "blue")
annotate(top, "branch", (1250, branches[1400][1250]), (-66, 16), "orange")
annotate(top, "cosine", (420, cosine[420]), (34, 18))
gaps, fall = expected_gaps(stable), expected_gaps(cosine)
annotate(bottom, "stable", (1000, gaps[1000]), (10, 30), "blue")
annotate(bottom, "branches", (350, expected_gaps(branches[350])[-1]), (-4, -40), "orange")
annotate(bottom, "cosine", (180, fall[180]), (40, 34))
top.set(ylabel=r"rate $\eta_t$", ylim=(-peak / 20, None))
bottom.set(yscale="log", ylabel="expected gap", xlabel="step", ylim=(0.0045, 1.2))
bottom.set_yticks(ticks := [0.01, 0.03, 0.1, 0.3, 1], [f"{tick:g}" for tick in ticks])
bottom.minorticks_off()
describe(
    fig,
    "Two panels over the same steps. Above, the rate: level for the stable run, three straight falls to zero that leave"
    " it, and one long cosine. Below, the expected gap on a log axis: the stable run flattens, and each branch drops"
    " steeply below it, for the first two budgets below the cosine too, which reaches its own low only at its end.",
)

# %%
# The cosine has one point to show, at its end; the stable run has one wherever it is cooled.
