r"""
Rare large gradients at the usual memories
==========================================

The longer the period, the wider the range of large slopes that mislead Adam.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_failures_runs import crossing

use_style()

# %%
# The large slope at which the drift is zero, over the sum of the small ones.
period = np.unique(np.geomspace(3, 4000, 30).round().astype(int))
plain, momentum = (np.array([crossing(n, beta1, 0.999) / (n - 1) for n in period]) for beta1 in (0.0, 0.9))

# %%
# Above one the mean slope is positive, and the best way is down.
fig, ax = plt.subplots()
ax.fill_between(period, 1, plain, color=COLOR["face"], lw=0)
ax.semilogx(period, plain, "-", color=COLOR["blue"])
ax.semilogx(period, momentum, "--", color=COLOR["orange"])
window = 1 / (1 - 0.999)
ax.axvline(window, color=COLOR["muted"], ls=":", lw=1.2)
ax.text(window / 1.15, 3.1, "window", color=COLOR["muted"], ha="right")
late = -4
annotate(ax, r"$\beta_1 = 0$", (period[late], plain[late]), (-74, 16), "blue")
annotate(ax, r"usual $\beta_1$", (period[2 * late], momentum[2 * late]), (-50, 34), "orange")
ax.text(5, 1.6, "right", color=COLOR["muted"])
ax.text(1300, 1.08, "wrong", color=COLOR["muted"])
ax.set(xlabel="period $n$", ylabel="$C / (n - 1)$", ylim=(0.9, 3.4))
describe(
    fig,
    "Large slope at which the drift of Adam is zero, over the sum of the small ones, against the period on a log axis."
    " Up to periods of about a hundred it is hardly above one. Around the window of the squares it rises, and reaches"
    " more than three at four times the window. The curves with and without momentum nearly agree.",
)

# %%
# The usual memory is long enough for short periods only.
