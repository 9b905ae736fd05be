r"""
Length against weight decay
===========================

On a convex objective every length belongs to one weight; on another one the length jumps.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.convexity.constraints import regression_radii, well_radii

use_style()

# %%
# The lowest point with each weight: least squares on data, and a curve with two valleys.
convex, well = regression_radii(), well_radii()

# %%
# Above a curve without gaps, below one with a gap.
fig, (top, bottom) = plt.subplots(2, figsize=(5, 5))
top.semilogx(convex.alpha, convex.length, label="least squares")
top.set(xlabel=r"weight $\alpha$ (least squares)", ylabel=r"length $\Vert x(\alpha) \Vert$", ylim=(0, None))
smaller = np.where(np.diff(well.length, prepend=well.length[0]) < -np.ptp(well.sides) / 2, np.nan, well.length)
bottom.plot(well.alpha, smaller, label="x cos(pi x)")
bottom.axhspan(*well.sides[::-1], color=COLOR["pale orange"], lw=0)
annotate(bottom, "jump", (well.jump, well.sides.mean()), (44, 0), "orange")
bottom.plot([well.jump] * 2, well.sides, ls="--", color=COLOR["orange"], label="jump")
bottom.text(well.alpha[6], well.sides.mean(), "no decay ends here", color=COLOR["orange"], va="center")
bottom.set(xlabel=r"weight $\alpha$ ($x \, \cos(\pi x)$)", ylabel=r"length $|x(\alpha)|$", ylim=(0, None))
describe(
    fig,
    "Two graphs of the length of the lowest point against the weight of the decay. For least squares it falls smoothly"
    " to zero. For the curve with two valleys it falls slowly, drops at once from"
    f" {well.sides[0]:.2f} to {well.sides[1]:.2f} at the weight {well.jump:.2f}, and goes on falling slowly; the band"
    " of lengths that it skips is shaded.",
)

# %%
# The shaded lengths belong to no weight, although each of them is a sensible constraint.
