"""
The noise scale along a run
===========================

As the loss falls the gradient shrinks faster than its scatter, and larger batches begin to pay.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.noise_scale_digits import along, digits_run, trace_and_square

use_style()

# %%
# From all samples, and from pairs of batches.
found, run = along(), digits_run()
kept = run.value >= found.loss[-1]
parts = [trace_and_square(x) for x in run.x[kept]]

# %%
# The run goes from right to left.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.plot(run.value[kept], [trace / square for trace, square in parts], "-", color=COLOR["blue"], label="exact")
spread = (found.estimate - found.low, found.high - found.estimate)
ax.errorbar(
    found.loss, found.estimate, spread, fmt="s", color=COLOR["orange"], ms=6, capsize=4, lw=1.4, label="estimated"
)
ax.set(xscale="log", yscale="log", xlabel="loss", ylabel="noise scale, in samples", xlim=(2.7, 0.18), ylim=(15, 1500))
annotate(ax, "exact", (found.loss[2], found.scale[2]), (36, -24), "blue")
annotate(ax, "from pairs\nof batches", (found.loss[3], found.estimate[3]), (-60, 34), "orange")
ax.set_xticks(ticks := [2, 1, 0.5, 0.2], [f"{tick:g}" for tick in ticks])
ax.set_yticks(ticks := [20, 100, 500], [f"{tick}" for tick in ticks])
ax.minorticks_off()
describe(
    fig,
    "Noise scale against the loss, on log axes, the loss falling from left to right. The exact curve rises from about"
    f" {found.scale[0]:.0f} samples at the start to {found.scale[-1]:.0f} near the target. Squares estimated from pairs"
    " of batches lie around it, with intervals that widen as the noise scale grows.",
)

# %%
# There is no one noise scale of a problem: it belongs to a place.
