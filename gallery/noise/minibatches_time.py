"""
Loss against time
=================

The exact mean losses once more, now against seconds on the machine that built this page.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.machine_times import machine_times
from optbook.studies.noise.minibatches import SIZES, descent, work

use_style()

# %%
# Steps, times the seconds that one step takes here and now.
seconds = machine_times().step
found = {size: descent(size) for size in SIZES}

# %%
# Axes and names are fixed: only the places of the curves along the axis of time depend on the machine.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
looks = zip(("blue", "orange", "green", "purple"), ("-", "--", "-.", ":"), strict=True)
for (size, run), (color, line) in zip(found.items(), looks, strict=True):
    name = f"$b$ = {size}" if size < SIZES[-1] else f"$b = n$ = {size}"
    ax.loglog(run.step[1:] * seconds[size], run.theory[1:], ls=line, color=COLOR[color], label=name)
ax.axhline(work().share, color=COLOR["muted"], lw=1.2, ls=(0, (1, 2)), label="_target")
ax.text(1.3e-6, work().share * 1.08, "target", color=COLOR["muted"], va="bottom")
ax.set(xlabel="seconds on this machine", ylabel="share of the excess loss left", xlim=(1e-6, 10), ylim=(0.006, 2))
ax.set_xticks(ticks := [1e-6, 1e-4, 1e-2, 1], ["1 µs", "100 µs", "10 ms", "1 s"])
ax.set_yticks(ticks := [0.01, 0.1, 1], [f"{tick:g}" for tick in ticks])
ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=2, fontsize=9.5, handlelength=3)
describe(
    fig,
    "Share of the first excess loss that is left against seconds, on log axes, for the four batch sizes. The curves"
    " have the shapes that they have against the step. How far to the right each lies is up to the machine that built"
    " this page.",
)

# %%
# A batch is worth its time if a step with it costs less than it saves in steps.
