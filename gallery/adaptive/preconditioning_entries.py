r"""
Who pays for the shared clock
=============================

Expected squared error of each entry of the table at the end, against how often the entry is seen.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.preconditioning_clocks import SAMPLES, SHARES, clocks

use_style()

# %%
# The same runs, entry by entry.
runs = clocks()
looks = {"constant": ("orange", "s--"), "shared clock": ("purple", "^-."), "own clocks": ("blue", "o-")}
words = {"constant": (3, (56, 22)), "shared clock": (9, (62, 34)), "own clocks": (3, (-38, -36))}

# %%
# A mark is an entry.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
for name, (color, style) in looks.items():
    ends = runs.formula[name][-1]
    ax.loglog(SAMPLES * SHARES, ends, style, color=COLOR[color], ms=5, label=name)
    place, offset = words[name]
    annotate(ax, name, (SAMPLES * SHARES[place], ends[place]), offset, color)
ax.set(xlabel=f"how often an entry was seen, of {SAMPLES} samples", ylabel="squared error, expected")
describe(
    fig,
    "Expected squared error of twelve entries against how often each was seen, on logarithmic axes. With clocks of"
    " their own the errors fall on a straight line of slope minus one. With the shared clock the rare entries are far"
    " above that line and the common ones above it too. A constant rate leaves all common entries at one level.",
)

# %%
# With one rate for all, the common entries keep noise and the rare ones keep their start.
