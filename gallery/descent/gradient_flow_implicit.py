r"""
Explicit and implicit
=====================

What one step leaves of a component: the flow lies between the two ways to take a step, and only one of them overshoots.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.gradient_flow import one_step

use_style()

# %%
# All three depend on one product only, rate times curvature.
found = one_step()
at = len(found.product) // 4

# %%
# Outside of the band from -1 to 1 a component grows.
fig, ax = plt.subplots()
ax.axhspan(-1, 1, color=COLOR["face"], lw=0)
ax.plot(found.product, found.flow, label="flow")
ax.plot(found.product, found.explicit, label="explicit")
ax.plot(found.product, found.implicit, label="implicit")
annotate(ax, "implicit", (found.product[2 * at], found.implicit[2 * at]), (26, 24), "green")
annotate(ax, "flow", (found.product[2 * at], found.flow[2 * at]), (-8, -30), "blue")
annotate(ax, "explicit", (found.product[2 * at + 8], found.explicit[2 * at + 8]), (44, 4), "orange")
ax.set(xlabel=r"rate times curvature, $\eta\lambda$", ylabel="factor of the component", xlim=(0, 4), ylim=(-1.6, 1.1))
describe(
    fig,
    "Factor of a component in one step, against rate times curvature. All three curves begin at one. That of the"
    f" implicit step stays positive, above the flow, and is {found.implicit[-1]:.1f} at the right end. That of the"
    " explicit step is a straight line below the flow, which leaves the band between minus one and one at the product"
    " two.",
)

# %%
# No rate is too large for the implicit step; for the explicit one two over the curvature is.
