r"""
How much the rate matters
=========================

Expected gap at the end of a run against the rate: who forgives a wrong rate?
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.noise.comparison import bound
from optbook.studies.noise.contest import expected_gaps, expected_rate

use_style()

# %%
# A row of rates; on the quadratic no run is needed.
rates = 2.0 ** np.arange(-8, 1.01, 1 / 4)
looks = {
    "constant": ("blue", "-", "s", (-62, 14)),
    "cosine": ("green", "--", "D", (26, 34)),
    "averaging": ("purple", "-", "p", (-8, -38)),
}
found = {method: expected_gaps(method, rates)[-1] for method in looks}

# %%
# One of a kind is drawn; 1/t, 1/root t and the moving average have valleys of a width between these.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
for method, (color, line, marker, offset) in looks.items():
    ax.loglog(rates, found[method], ls=line, color=COLOR[color], label=method)
    best = expected_rate(method)
    least = expected_gaps(method, best)[-1]
    mark(ax, best, least, marker, color, 8)
    annotate(ax, method, (best, least), offset, color)
ax.axhline(bound(), color=COLOR["muted"], ls=":", label="bound")
ax.text(rates[0], 1.06 * bound(), "no method can", color=COLOR["muted"], va="bottom")
ax.set(xlabel=r"first rate $\eta$, times the largest curvature", ylabel="expected gap", ylim=(0.0028, 0.12))
ax.set_xticks(
    ticks := [1 / 256, 1 / 64, 1 / 16, 1 / 4, 1], [f"1/{1 / tick:.0f}" if tick < 1 else "1" for tick in ticks]
)
ax.set_yticks(ticks := [0.005, 0.01, 0.02, 0.05, 0.1], [f"{tick:g}" for tick in ticks])
ax.minorticks_off()
near = {method: (gap < 2 * gap.min()).sum() / 4 for method, gap in found.items()}
describe(
    fig,
    "Expected gap against the first rate on log axes, three valleys with a mark at the bottom of each. Within twice its"
    f" least lie {near['constant']:.1f} octaves of rates for the constant rate, {near['cosine']:.1f} for the cosine and"
    f" {near['averaging']:.1f} for averaging, whose valley is the lowest and lies at larger rates than that of the"
    " constant rate.",
)

# %%
# Averaging and the cosine do not only end lower: they care less about the rate.
