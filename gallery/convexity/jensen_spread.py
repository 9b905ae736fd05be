"""
How large the gap is
====================

Gap of normal numbers of mean zero against their standard deviation: the variance for smooth functions, more at a kink.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, label_ends, use_style
from optbook.studies.convexity.jensen import spread

use_style()

# %%
# Three functions, and for the smooth ones the rule of half the second derivative times the variance.
found = spread()

# %%
# On log axes a power is a straight line.
fig, ax = plt.subplots(figsize=(5, 3.8))
for (name, gap), (color, line) in zip(
    found.gap.items(), (("orange", "--"), ("blue", "-"), ("purple", "-.")), strict=True
):
    ax.loglog(found.sigma, gap, line, color=COLOR[color], label=name)
for rule in found.rule.values():
    ax.loglog(found.sigma, rule, color=COLOR["muted"], ls=":", label="_rule")
middle = len(found.sigma) // 2
annotate(ax, "rule for small spread", (found.sigma[-2], list(found.rule.values())[1][-2]), (-12, -64), "muted")
annotate(ax, "slope 1", (found.sigma[middle - 6], found.gap["$|x|$"][middle - 6]), (10, 32), "orange")
annotate(ax, "slope 2", (found.sigma[middle - 4], found.gap["$e^x$"][middle - 4]), (-34, 26), "blue")
ax.set(xlabel=r"standard deviation $\sigma$", ylabel="gap")
label_ends(ax)
describe(
    fig,
    "Gap against standard deviation on log axes. The lines of the exponential and of log(1 + exp) have slope 2 at"
    " small spread and lie on dotted lines, the rule; at large spread they leave it, one upward, one downward. The"
    " dashed line of the absolute value has slope 1 and lies far above at small spread.",
)

# %%
# Half the spread, a quarter of the gap; at a kink, half the gap.
