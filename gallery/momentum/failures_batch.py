"""
Memory needs large batches
==========================

With small batches the noise sets the pace, and memory gains nothing; with large ones the condition does.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.noisy_ball import batch_race

use_style()

# %%
# Fewest steps over a row of rates, computed without simulation.
race = batch_race()

# %%
# On log axes a number of steps in inverse proportion to the batch is a line of slope minus one.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.loglog(race.batch, race.descent, "s--", color=COLOR["orange"], ms=4, label="no memory")
ax.loglog(race.batch, race.steps[:, -1], "^-.", color=COLOR["green"], ms=4, label="memory nine tenths")
ax.loglog(race.batch, race.tuned, "o-", color=COLOR["blue"], ms=4, label="best memory")
ax.loglog(race.batch[:6], race.descent[0] / race.batch[:6], ":", color=COLOR["muted"], label="inverse proportion")
annotate(ax, "no memory", (race.batch[9], race.descent[9]), (10, 24), "orange")
ax.text(race.batch[-1], race.steps[-1, -1] * 5 / 6, "memory 9/10", color=COLOR["green"], ha="right", va="top")
annotate(ax, "best memory", (race.batch[9], race.tuned[9]), (-58, -12), "blue")
annotate(ax, "twice the batch,\nhalf the steps", (race.batch[2], race.descent[2]), (58, 22), "muted")
ax.set(xlabel="batch size", ylabel="steps to a hundredth of the loss")
describe(
    fig,
    "Steps to a hundredth of the loss against the batch size, both axes logarithmic. For small batches the curves with"
    " and without memory run together along a line of slope minus one. Without memory the steps level off first, with"
    " the memory nine tenths at less than half of that, with the best memory later still, at a fifth.",
)

# %%
# What memory gains is room for larger batches.
