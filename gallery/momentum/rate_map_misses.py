r"""
What a wrong memory costs
=========================

Steps to a millionth when the leak is wrong by a factor: too short a memory costs more than too long a one.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.momentum.rate_map import misses

use_style()

# %%
# A row of memories about the best one.
runs = misses()

# %%
# Left: too long a memory.  Right: too short.
fig, ax = plt.subplots()
ax.semilogx(runs.ratio, runs.steps, "o-", ms=4, color=COLOR["blue"], label="steps")
mark(ax, 1, runs.best, "D", size=8)
annotate(ax, f"best memory:\n{runs.best} steps", (1, runs.best), (0, 62))
annotate(ax, "too long", (runs.ratio[5], runs.steps[5]), (42, 22), "blue")
annotate(ax, "too short", (runs.ratio[-6], runs.steps[-6]), (-54, 18), "blue")
ax.set(xlabel=r"$1 - \beta$ over that of the best memory", ylabel="steps to a millionth", ylim=(0, None))
ax.set_xticks([1 / 2, 1, 2], ["1/2", "1", "2"])
ax.xaxis.set_minor_formatter("")
describe(
    fig,
    "Steps to a millionth of the distance against one minus the memory, over that of the best memory, on a log"
    f" axis. The curve has its least near one, at {runs.steps.min()} steps. To the left, with too long a"
    " memory, it rises gently; to the right, with too short a one, it rises faster at first.",
)

# %%
# If the condition number is not known, it is better to remember a little too much.
