r"""
An explicit and an implicit step up the dual
============================================

What one change of the multiplier leaves of its error. Look at the right side, where the step is long.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.convexity.comparison import outer

use_style()

# %%
# Measured with exact minima between, one draw; the lines are the formulas.
found = outer()
product = np.geomspace(found.product[0], found.product[-1], 300)
explicit, implicit = np.abs(1 - product), 1 / (1 + product)
middle = len(product) // 2

# %%
# Above one the error grows.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.axhline(1, color=COLOR["muted"], lw=1, ls=":", label="_one")
ax.semilogx(product, explicit, "--", color=COLOR["ink"], label="dual ascent, formula")
ax.semilogx(product, implicit, "-", color=COLOR["blue"], label="multipliers, formula")
ax.semilogx(found.product, found.ascent[:, 0], "^", color=COLOR["ink"], ms=6, ls="none", label="dual ascent")
ax.semilogx(found.product, found.multipliers[:, 0], "D", color=COLOR["blue"], ms=5, ls="none", label="multipliers")
ax.set(ylim=(0, 2), xlabel=r"step times curvature of the dual", ylabel="share of the error left")
annotate(ax, "dual ascent", (2.5, 1.5), (-58, 14), "ink")
annotate(ax, "multipliers", (product[250], implicit[250]), (-10, 36), "blue")
ax.text(product[0], 1, "no gain", color=COLOR["muted"], va="bottom")
describe(
    fig,
    "Share of the error left against the product of step and curvature, on a log axis. The curve of dual ascent falls"
    " to zero at one, rises again and crosses one at two. That of the method of multipliers falls toward zero and never"
    " rises. Marks, measured, lie on both curves.",
)

# %%
# The implicit step may be as long as one likes.
