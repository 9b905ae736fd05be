"""
Less than the exact step is better
==================================

Steps to a billionth of the value against the share of the exact step that is taken.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.line_search import shares

use_style()

# %%
# Many random starts at each share.
runs = shares()
low, middle, high = np.percentile(runs.steps, [10, 50, 90], axis=1)

# %%
# Medians, with the middle eight tenths of the starts.
fig, ax = plt.subplots()
bars = (middle - low, high - middle)
ax.errorbar(runs.share, middle, bars, fmt="o", capsize=3, color=COLOR["blue"], label="steps")
annotate(ax, f"exact: {middle[-1]:.0f} steps", (runs.share[-1], middle[-1]), (-96, 8), "orange")
best = len(runs.share) - 4
annotate(ax, f"{runs.share[best]:.0%} of it: {middle[best]:.0f} steps", (runs.share[best], middle[best]), (-40, 46))
ax.set(xlabel="share of the exact step", ylabel="steps to a billionth", ylim=(0, 1.1 * high[-1]))
describe(
    fig,
    "Steps until the value is a billionth of the first, against the share of the exact step that is taken. From one"
    f" half to nearly the whole step the median stays between {middle[:-1].min():.0f} and {middle[:-1].max():.0f}; at"
    f" the exact step it jumps to {middle[-1]:.0f}.",
)

# %%
# Any shortening breaks the zigzag, which is what makes the exact step slow.
