r"""
Adam's updates on noise
=======================

The first update is as long as the rate in each coordinate; later ones are not.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.warmup import noise_updates, untuned, update_size

use_style()

# %%
# Root mean square over 50,000 coordinates that see normal noise only, and the closed form.
size = np.sqrt((noise_updates() ** 2).mean(-1))
step = np.arange(1, len(size) + 1)

# %%
# With the linear warmup the same updates are short at first.
fig, ax = plt.subplots()
ax.loglog(step, update_size(step), "-", color=COLOR["orange"], label="theory")
ax.loglog(step[::2], size[::2], "o", color=COLOR["orange"], ms=4.5, label="Adam")
ax.loglog(step, untuned(step) * update_size(step), "--", color=COLOR["blue"], label="with warmup")
annotate(ax, "Adam", (9, size[8]), (24, 24), "orange")
annotate(ax, "with the untuned warmup", (8, untuned(8) * update_size(8)), (10, 40), "blue")
ax.set(xlabel="update", ylabel="size over the rate")
ax.set_xticks(ticks := [1, 2, 5, 10, 20, 50], [str(tick) for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Root mean square of Adam's updates over the rate against the number of the update, on log axes. Marks lie on a"
    " line that begins at one, falls and levels off at about a quarter. A dashed line, the same with a linear warmup"
    " over 2000 updates, begins a thousand times lower and rises.",
)

# %%
# The longest steps come when the least is known.
