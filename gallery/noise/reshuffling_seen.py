r"""
Draws that see everything, and draws that do not
================================================

As many draws with replacement as there are samples leave more than a third of them unseen, unless they are very few.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.reshuffling import seen

use_style()

# %%
# Simulated shares, the exact one, and its limit.
found = seen()
count = np.arange(2, 1001)
exact, limit = 1 - (1 - 1 / count) ** count, 1 - np.exp(-1)

# %%
# Marks are simulated, the line is the formula.
fig, ax = plt.subplots(figsize=(5.0, 3.0))
ax.axhline(limit, color=COLOR["muted"], ls=":", lw=1.3, label="limit")
ax.axhline(1, color=COLOR["green"], ls="--", lw=1.6, label="without replacement")
ax.semilogx(count, exact, color=COLOR["blue"], label="exact")
ax.plot(found.count, found.share, "o", ms=5, color=COLOR["blue"], label="simulated")
ax.text(45, 0.985, "one epoch, shuffled", color=COLOR["green"], ha="center", va="top")
annotate(ax, "drawn with replacement", (10, exact[8]), (46, 28), "blue")
ax.text(300, limit - 0.012, r"$1 - 1/\mathrm{e}$", color=COLOR["muted"], ha="center", va="top")
ax.set(xlabel="samples, and draws, $n$", ylabel="share of samples seen", ylim=(0.5, 1.04))
ax.set_xticks(ticks := [2, 10, 100, 1000], [str(tick) for tick in ticks])
describe(
    fig,
    "Share of the samples that have been seen after as many draws as there are samples, against their number. With"
    f" replacement it falls from {exact[0]:.0%} for two samples toward {limit:.0%}, and simulated marks lie on the"
    " curve. In a shuffled epoch it is all of them.",
)

# %%
# An epoch of draws with replacement is not a pass over the data.
