r"""
One clock for all, or one for each
==================================

Excess loss on a table of twelve entries, of which a sample sees one.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.adaptive.preconditioning_clocks import SHARES, clocks, excess

use_style()

# %%
# The constant rate and the shared clock are the best of their grids at the end.
runs = clocks()
looks = {"constant": ("orange", "--", "s"), "shared clock": ("purple", "-.", "^"), "own clocks": ("blue", "-", "o")}
seen = runs.seen[1:]

# %%
# Lines are formulas, marks are means of runs.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
ax.loglog(seen, len(SHARES) / 2 / seen, ":", color=COLOR["muted"], label="$d/(2T)$")
for name, (color, style, marker) in looks.items():
    ax.loglog(seen, excess(runs.formula[name][1:]), style, color=COLOR[color], label=name)
    some = [1, 2, 4, 8, 16, 32, 64]
    ax.plot(seen[some], runs.value[name][1:].mean(1)[some], marker, color=COLOR[color], ms=5, label="_runs")
ax.set(xlabel="samples", ylabel="excess loss", xlim=(seen[0], seen[-1]), ylim=(8e-4, 0.7))
label_ends(ax, leaders=True)
describe(
    fig,
    "Excess loss against the number of samples on logarithmic axes. With a clock of each entry's own it falls fastest"
    " and meets a dotted line of slope minus one. The best shared clock stays above it, and the best constant rate"
    " above both. The marks of the runs lie on the lines.",
)

# %%
# A shared rate is too large for the common entries, or too small for the rare ones.
