r"""
Six methods on the way
======================

Median loss of a small network on digits against the samples seen, each method at its best constant rate.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.schedules.comparison_runs import course
from optbook.studies.schedules.contest import BATCH

use_style()

# %%
# What each method would return at that moment, its average where it has one.
looks = {
    "gradient descent": ("blue", "-"),
    "averaged descent": ("blue", "--"),
    "Adam": ("orange", "-"),
    "Schedule-Free AdamW": ("orange", "--"),
    "Lion": ("green", "-."),
    "Prodigy": ("purple", ":"),
}
found = {method: course("digits network", method) for method in looks}

# %%
# Every step sees twenty samples.
fig, ax = plt.subplots(figsize=(5.0, 4.2))
for method, (color, line) in looks.items():
    steps, loss = found[method]
    label = method.replace("Schedule-Free AdamW", "S.-F. AdamW").replace(" descent", "\ndescent")
    ax.loglog(BATCH * steps, loss, ls=line, color=COLOR[color], label=label.replace("\n", " "))
ax.set(xlabel="samples seen", ylabel="median loss", xlim=(BATCH, BATCH * steps[-1]))
ax.set_yticks(ticks := [0.2, 0.5, 1, 2], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
label_ends(ax, leaders=True)
last = {method: loss[-1] for method, (_, loss) in found.items()}
describe(
    fig,
    "Median training loss against samples seen, on log axes, six lines that all fall. At the end gradient descent is at"
    f" {last['gradient descent']:.2f}, its average at {last['averaged descent']:.2f}, Adam at {last['Adam']:.2f},"
    f" Schedule-Free AdamW at {last['Schedule-Free AdamW']:.2f} and Lion at {last['Lion']:.2f}. Prodigy stays level for"
    f" the first steps, until it has found a rate, and ends at {last['Prodigy']:.2f}.",
)

# %%
# The order at the end is not the order on the way.
