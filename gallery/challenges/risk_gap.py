r"""
What the minimizer gains on its sample, it loses on the risk
============================================================

Of the mean gap between risk and empirical risk, one half is excess risk and the other half flattery.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.challenges.risk import theory
from optbook.studies.challenges.risk_samples import RISK, learned, lowest

use_style()

# %%
# Mean risk and mean empirical risk at the minimizers, and what theory says of both.
runs = learned(sizes=(10, 14, 20, 30, 45, 70, 100))
least, constant = lowest(RISK).value, theory().excess
n = np.linspace(runs.count[0], runs.count[-1], 200)

# %%
# The least risk lies in the middle between the two.
fig, ax = plt.subplots(figsize=(5, 3.6))
ax.axhline(least, color=COLOR["muted"], lw=1.2, ls="-", label="least risk")
ax.plot(n, least + constant / n, color=COLOR["blue"], ls="-", lw=1.2, label="risk, theory")
ax.plot(n, least - constant / n, color=COLOR["orange"], ls="--", lw=1.2, label="empirical risk, theory")
ax.plot(runs.count, least + runs.excess.mean(-1), "o", ms=5, color=COLOR["blue"], label="risk, measured")
ax.plot(runs.count, least - runs.flattery.mean(-1), "s", ms=5, color=COLOR["orange"], label="empirical risk, measured")
second = runs.count[2]
annotate(ax, r"risk $R(\hat x)$", (second, least + constant / second), (64, 26), "blue")
annotate(ax, r"empirical risk $\hat R(\hat x)$", (second, least - constant / second), (84, -26), "orange")
ax.text(runs.count[0], least, "least risk", color=COLOR["muted"], va="bottom")
ax.set(xlabel="sample size $n$", ylabel="mean over samples")
describe(
    fig,
    "Two families of dots against the sample size from 10 to 100, one above and one below the horizontal line of the"
    " least risk. They approach it from both sides like one over the sample size, at equal distances, on the lines of"
    " the theory: risk above, empirical risk below.",
)

# %%
# The picture is a mirror image of itself: the sample flatters its choice by as much as that choice costs.
