r"""
What the noise of one step is related to
========================================

The noise of a step is unrelated to the iterates before it, and to that one; all later ones contain it.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.convergence import past_noise

use_style()

# %%
# Mean products over many runs, and theory.
found = past_noise()
after = int((found.step <= 0).sum())

# %%
# Marks with bars of two standard errors; the line is theory.
fig, ax = plt.subplots()
ax.axvspan(found.step[0] - 1, 1 / 2, color=COLOR["face"], lw=0)
ax.plot(found.step, found.theory, "-", color=COLOR["orange"], lw=1.4, label="theory")
bars = ax.errorbar(found.step, found.product, 2 * found.error, fmt="o", color=COLOR["blue"], ms=4, lw=1.2)
bars.set_label("simulated")
annotate(ax, "iterates before:\nunrelated", (found.step[10], found.product[10]), (0, -50), "blue")
annotate(ax, "the next iterate", (found.step[after], found.product[after]), (70, 4), "orange")
ax.set(xlabel="step of the iterate, from that of the noise", ylabel="mean product", xlim=(-20, 20), ylim=(-0.125, 0.03))
describe(
    fig,
    "Mean product of the noise of one step with the iterates, against how much later they are. On the shaded left side,"
    " up to zero, the products are zero within their error bars. At one it is clearly negative, and then it returns to"
    " zero geometrically. The marks lie on the line of theory.",
)

# %%
# A mean of a product is a product of means only on the shaded side.
