"""
One function, two widths of its valley
======================================

Writing a relu network on another scale changes a plain slice and leaves a filter-normalized one alone.
"""

import matplotlib.pyplot as plt

from optbook.drawing import describe, label_ends, use_style
from optbook.studies.challenges.landscapes import rescaled

use_style()

# %%
# One direction, cut through a network and through its rescaled twin, plain and normalized.
found = rescaled()

# %%
# Plain slices above, normalized ones below: there the two lines coincide.
fig, (top, bottom) = plt.subplots(2, 1, figsize=(5, 4.6), sharex=True)
top.semilogy(found.t, found.plain, lw=3.5, label="network")
top.semilogy(found.t, found.plain_rescaled, label="rescaled")
bottom.semilogy(found.t, found.filtered, lw=3.5, label="network")
bottom.semilogy(found.t, found.filtered_rescaled, label="rescaled")
label_ends(top)
label_ends(bottom)
for ax, ticks in ((top, [0.03, 0.1, 0.2]), (bottom, [0.1, 1])):
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
    ax.minorticks_off()
top.set(ylabel="loss, plain slice")
bottom.set(ylabel="loss, normalized", xlabel="place on the slice, $t$")
describe(
    fig,
    "Two pairs of slices of the loss on log axes. Above, without normalization, the slice of a network is flat and that"
    " of its rescaled twin is a narrow valley. Below, with filter normalization, the two slices lie on one another.",
)

# %%
# The upper valley is narrow because of how the weights are written, not because of what the network does.
