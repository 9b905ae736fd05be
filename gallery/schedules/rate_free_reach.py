r"""
DoG finds the distance
======================

The estimated distance over the true one, on a wedge: it multiplies until it is right, and stops there.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, SHADES, annotate, describe, sparse, use_style
from optbook.studies.schedules.rate_free import far_reaches, reaches

use_style()

# %%
# A start at zero with the corner at five distances, and a start far from zero.
near, far = reaches(), far_reaches()
step = 1 + sparse(len(near.reach) - 1)

# %%
# Both axes are logarithmic.
fig, ax = plt.subplots(figsize=(5.0, 3.5))
for distance, ratio, color in zip(near.distance, near.ratio.T, SHADES, strict=True):
    ax.loglog(step, ratio[step], color=color, ls="-", lw=1.5, label=f"{distance:g}")
ax.loglog(step, far.ratio[step, -1], color=COLOR["orange"], ls="--", label="far start")
ax.axhline(1, color=COLOR["ink"], lw=0.8)
ax.axvline(100, color=COLOR["muted"], lw=0.8, ls=":")
early = 24
annotate(ax, "distance 1", (early, near.ratio[early, 0]), (-66, 36))
annotate(ax, r"distance $10^4$", (early, near.ratio[early, -1]), (-4, -40))
annotate(ax, "start at $10^4$", (9, far.ratio[9, -1]), (-36, 34), "orange")
ax.text(106, near.ratio[1, -1], "step 100", color=COLOR["muted"], va="bottom")
ax.set(xlabel="step", ylabel="estimated / true distance")
describe(
    fig,
    "Estimated over true distance against the step, on log axes, for distances from one to ten thousand. Each curve"
    " starts far below one, rises ever more steeply, reaches one at some step between"
    f" {near.crossing.min()} and {near.crossing.max()}, and stays level a little above it. At step 100 the one for the"
    f" largest distance is still at {near.ratio[100, -1]:.0e}. A dashed curve, of a start far from zero, rises with the"
    " first.",
)

# %%
# After 2000 steps all estimates are a few percent too large; after 100 some are far too small.
