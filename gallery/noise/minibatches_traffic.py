"""
What a product of matrices moves
================================

Numbers fetched from the far memory: blocks that fit into the near one are fetched once and used many times.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.matrix_products import numbers_read, order_of_touches
from optbook.studies.noise.minibatches import traffic

use_style()

# %%
# Counted with a near memory that drops what was not touched the longest.
found = traffic()
fits = {block: numbers_read(order_of_touches(found.side, block), 5 * block**2) for block in found.read}

# %%
# The fewer numbers are fetched, the better.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = zip(("orange", "blue", "green"), ("--", "-", "-."), strict=True)
names = ("elements", *(f"blocks of {block}" for block in list(found.read)[1:]))
places = ((5, (44, 18)), (4, (-46, -26)), (6, (-40, -22)))
for read, (color, line), name, (place, offset) in zip(found.read.values(), looks, names, places, strict=True):
    ax.step(found.near, read, where="post", ls=line, color=COLOR[color], label=name)
    annotate(ax, name, (found.near[place], read[place]), offset, color)
ax.axhline(3 * found.side**2, color=COLOR["muted"], lw=1.2, ls=":", label="each number once")
ax.text(8, 3 * found.side**2 * 0.93, "each number once", color=COLOR["muted"], va="top")
ax.set(xscale="log", yscale="log", xlabel="numbers that the near memory holds", ylabel="numbers fetched")
ax.set(ylim=(1200, 42000), xlim=(7, 4500))
ax.set_xticks(ticks := [10, 100, 1000], [f"{tick:,}" for tick in ticks])
ax.set_yticks(ticks := [2000, 5000, 10000, 20000], [f"{tick:,}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    f"Numbers fetched for a product of two matrices of side {found.side} against the size of the near memory, both axes"
    " logarithmic, as falling stairs. With the smallest memory elements fetch fewest. In the middle range larger"
    " blocks fetch several times fewer than elements. At the right end all fetch each number once.",
)

# %%
# The arithmetic is the same in all three; what differs is how often a number is fetched again.
