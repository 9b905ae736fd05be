r"""
What a bad condition number costs
=================================

Points looked at against the condition number: on two log axes a power of it is a slope.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.descent.comparison import growth

use_style()

# %%
# One random quadratic in 60 variables for each condition number.
found = growth()
lines = {
    "Armijo": ("orange", "--", "o"),
    "exact search": ("orange", ":", "o"),
    "fixed rate": ("orange", "-", "o"),
    "Polyak": ("orange", "-.", "o"),
    "conjugate gradients": ("blue", "--", "s"),
    "BFGS": ("blue", ":", "s"),
    "L-BFGS": ("blue", "-", "s"),
    "damped Newton": ("purple", "-", "D"),
}

# %%
# Slope one for the fixed rate and exact search, one half or less for those that remember, zero for Newton's method.
fig, ax = plt.subplots(figsize=(5.0, 4.0))
for name, (color, style, marker) in lines.items():
    ax.loglog(found.kappa, found.points[name], style, marker=marker, ms=4, color=COLOR[color], label=name)
ax.set(xlim=(9, 330), xlabel=r"condition number $\kappa$", ylabel="points looked at")
ax.set_xticks(found.kappa, [f"{kappa:.0f}" for kappa in found.kappa])
ax.minorticks_off()
label_ends(ax, leaders=True)
describe(
    fig,
    f"Points looked at against the condition number on log axes. Those of the fixed rate grow with the power"
    f" {found.power('fixed rate'):.2f} of it, those of Polyak's step with {found.power('Polyak'):.2f}, those of"
    f" L-BFGS with {found.power('L-BFGS'):.2f} and those of conjugate gradients with"
    f" {found.power('conjugate gradients'):.2f}; the line of Newton's method is flat.",
)

# %%
# A flat line is no gift: in 60 variables Newton's method begins at the price of 60 gradients.
