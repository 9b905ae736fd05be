r"""
What each mistake costs
=======================

Loss after the mistake over the loss after what was meant. To the right of the line the mistake is worse.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.off_by_one_rates import exact
from optbook.studies.schedules.off_by_one_runs import costs

use_style()

# %%
# Exact on a noisy quadratic, at the same peak and at a peak of its own; networks on digits, with intervals.
quadratic, digits = exact(), costs()
names = sorted(quadratic, key={name: quadratic[name].same for name in quadratic}.get)

# %%
# The mistakes are sorted by the first.
fig, ax = plt.subplots(figsize=(5.0, 5.2))
row = range(len(names))
ax.axvline(1, color=COLOR["muted"], lw=1)
middle = [digits[name].ratio.middle for name in names]
reach = [[each.middle - each.low, each.high - each.middle] for each in (digits[name].ratio for name in names)]
ax.errorbar(middle, [y - 0.2 for y in row], xerr=list(zip(*reach, strict=True)), fmt="s", color=COLOR["orange"], ms=4.5)
ax.plot([quadratic[name].same for name in names], row, "o", color=COLOR["blue"], ms=6, label="quadratic, same peak")
ax.plot([quadratic[name].tuned for name in names], row, "o", color=COLOR["blue"], ms=6, mfc=COLOR["paper"])
top = len(names) - 1
annotate(ax, "same peak", (quadratic[names[top]].same, top), (2, 20), "blue")
annotate(ax, "own peak", (quadratic[names[top]].tuned, top), (31, 20), "blue")
annotate(ax, "digits", (digits[names[-2]].ratio.middle, top - 1.2), (30, 22), "orange")
ax.set_yticks(row, names)
ax.set_ylim(-0.7, len(names) + 0.5)
ax.set(xscale="log", xlabel="loss / loss of what was meant", xlim=(0.4, 110))
ax.set_xticks([1 / 2, 1, 2, 5, 10, 30, 100], ["1/2", "1", "2", "5", "10", "30", "100"])
ax.minorticks_off()
describe(
    fig,
    "Twelve mistakes, each with three marks on a log axis: loss over that of what was meant. The six uppermost lie"
    " clearly above one on the quadratic at the same peak, three of them by a factor of twenty or more, and there the"
    " networks agree. At its own peak the first of these is back at one."
    " The fourth to the sixth lie well below one for the networks. The six lowest lie near one.",
)

# %%
# Mistakes of a step cost nothing that could be seen; rates that vanish too soon cost most.
