r"""
What a turn costs
=================

Loss with turned features over the loss with features as given, each at its best rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.adaptive.coordinates_runs import digits_contest, sparse_contest

use_style()

# %%
# Seeds that did not choose the rate.
contests = {"sparse": (sparse_contest(), ("Adagrad", "SGD")), "digits": (digits_contest(), ("Adam", "SGD"))}
rows = [(f"{name}, {data}", runs.ratio(f"{name}, turned", f"{name}, given"), name == "SGD")
        for data, (runs, names) in contests.items() for name in names]  # fmt: skip

# %%
# A bar is an interval of 95 percent.
fig, ax = plt.subplots(figsize=(5.0, 2.6))
for place, (_, (low, middle, high), plain) in enumerate(rows):
    color = COLOR["muted"] if plain else COLOR["blue"]
    ax.plot([low, high], [-place, -place], "-", color=color, lw=3, solid_capstyle="butt", label="interval")
    ax.plot(middle, -place, "s" if plain else "o", color=color, ms=7, label="ratio")
ax.axvline(1, color=COLOR["ink"], lw=1, ls=":")
ax.set_yticks(-np.arange(len(rows)), [words for words, _, _ in rows])
ax.set(xlabel="loss when turned, over loss as given", ylim=(-len(rows) + 0.5, 0.5))
describe(
    fig,
    "Four ratios with intervals on an axis around one. Adagrad on sparse features lies clearly above one. Adam on"
    " digits lies above one with an interval that holds it. Gradient descent lies at one on both.",
)

# %%
# On sparse features the axes matter; on these digits it is a tie.
