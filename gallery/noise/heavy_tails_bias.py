r"""
Clipping one side
=================

With asymmetric noise the clipped runs come to rest off the minimum, the more so the harder the clipping.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.heavy_tails_runs import SIDES, bias, clipped_rest

use_style()

# %%
# Simulated places of rest, and the closed form.
found = bias()
norm = np.linspace(0.01, 4.2, 300)
rest = clipped_rest(norm)

# %%
# Bars: one standard deviation of single runs.
fig, ax = plt.subplots()
ax.errorbar(found.norm, found.mean, found.spread, fmt="o", ms=5, color=COLOR["blue"], capsize=3, lw=1.2)
ax.plot(norm, rest, "-", color=COLOR["orange"], label="closed form")
ax.axhline(0, color=COLOR["ink"], lw=1, ls=":", label="minimum")
ax.axhline(1 - np.log(2), color=COLOR["muted"], lw=1, ls="--", label="median")
annotate(ax, "closed form", (norm[150], rest[150]), (44, 40), "orange")
ax.text(4.2, 1 - np.log(2) + 0.012, "median gradient zero", color=COLOR["muted"], ha="right")
ax.text(0.08, -0.013, "minimum", va="top")
ax.set(xlabel="clipping norm $c$", ylabel="place of rest", xlim=(0, 4.3), ylim=(-0.08, 0.37))
describe(
    fig,
    f"Place of rest against the clipping norm. For small norms it is near {1 - np.log(2):.1f}, well above the minimum"
    f" at zero; past {SIDES:.1f} it falls quickly, and is near the minimum for a norm of four. Simulated marks lie on"
    " the curve, with bars for the spread of single runs.",
)

# %%
# A small norm exchanges variance for bias.
