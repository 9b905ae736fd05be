r"""
What a digit costs
==================

Gradients against the accuracy that is asked for. On these axes a cost in proportion to the inverse of the accuracy is a
straight line that rises by a decade for a decade.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.convexity.comparison import course
from optbook.studies.convexity.contest import NAMES

use_style()

# %%
# Medians over the draws on the l1 ball; a method ends where half of its draws do not arrive.
found, accuracy = course("l1 ball"), np.geomspace(1 / 10, 10.0**-6, 41)
median = {name: np.array([np.median(found.arrived(name, each)) for each in accuracy]) for name in NAMES}
looks = {"penalty": ("orange", "-"), "dual ascent": ("ink", ":"), "multipliers": ("blue", "-")}
looks |= {"weight told": ("purple", "--"), "projected": ("green", "-")}

# %%
# Accuracy from coarse to fine, names at the ends.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
for name, (color, style) in looks.items():
    reached = np.isfinite(median[name])
    ax.loglog(1 / accuracy[reached], median[name][reached], style, color=COLOR[color], label=name)
ax.set(xlim=(10, 10.0**6), xlabel="one over the accuracy", ylabel="gradients")
label_ends(ax)
ends = {name: steps[np.isfinite(steps)][-1] for name, steps in median.items()}
describe(
    fig,
    f"Gradients against one over the accuracy on log axes. The line of the penalty rises like the power one and ends,"
    f" at {ends['penalty']:.0f} gradients, long before the others. For a millionth dual ascent takes"
    f" {ends['dual ascent']:.0f}, the method of multipliers {ends['multipliers']:.0f}, proximal gradient with the"
    f" weight told {ends['weight told']:.0f} and projected gradient {ends['projected']:.0f}; their lines flatten.",
)

# %%
# The penalty pays in proportion to the inverse of the accuracy, the others a number of steps for each digit.
