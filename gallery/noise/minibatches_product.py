"""
One product, four ways
======================

Seconds on the machine that built this page: each dot is one way to make the same product of two matrices.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.noise.machine_times import machine_times
from optbook.studies.noise.matrix_products import calls

use_style()

# %%
# The shortest of some repeats, here and now.
times = machine_times()
pieces = calls(times.side)

# %%
# Axes, names and sizes are fixed: only the dots depend on the machine.
fig, ax = plt.subplots(figsize=(5.0, 2.6))
for row, seconds in enumerate(times.product.values()):
    ax.plot((1e-6, seconds), (row, row), "-", color=COLOR["pale blue"], lw=5, label="_bar")
    ax.plot(seconds, row, "o", color=COLOR["blue"], ms=8, label=list(times.product)[row])
names = [f"by {name}, {pieces[name]:,} calls" for name in times.product]
names[-1] = names[-1].replace("by ", "").replace("calls", "call")
ax.set_yticks(range(len(names)), names)
ax.set(xscale="log", xlim=(1e-6, 10), ylim=(len(names) - 0.5, -0.5), xlabel="seconds on this machine")
ax.set_xticks(ticks := [1e-6, 1e-4, 1e-2, 1], ["1 µs", "100 µs", "10 ms", "1 s"])
ax.minorticks_off()
ax.grid(visible=False, axis="y")
describe(
    fig,
    "Four dots on a log axis of seconds, one for each way to multiply the same two matrices: by element, by column, by"
    " block, and whole. Each row names how many calls it makes. Where the dots lie is up to the machine that built this"
    " page; they were measured while it was built.",
)

# %%
# These times belong to one machine on one day; the numbers of calls and of numbers moved do not.
