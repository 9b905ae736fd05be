r"""
Six ways down
=============

The rate over its first one, against the share of the run.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.schedules.decay_quadratic import NAMES, STEPS, rates_of

use_style()

# %%
# The rates of all updates of a run that begins at rate 1.
rates = {name: rates_of(name, 1.0, STEPS) for name in NAMES}
share = np.arange(STEPS) / STEPS

# %%
# One panel a schedule; steps are drawn as steps.
fig, axes = plt.subplots(3, 2, figsize=(5.0, 4.6), sharex=True, sharey=True)
for ax, (name, rate) in zip(axes.flat, rates.items(), strict=True):
    ax.plot(share, rate, color=COLOR["blue"], drawstyle="steps-post", label=name)
    ax.text(0.97, 0.95, name, transform=ax.transAxes, ha="right", va="top", backgroundcolor=COLOR["paper"])
    ax.set(ylim=(-0.05, 1.4), yticks=[0, 1])
    ax.set_xticks([0, 0.5, 1], ["0", "half", "end"])
fig.supylabel("rate over the first", fontsize=10.5)
fig.supxlabel("time", fontsize=10.5)
describe(
    fig,
    "Six small panels with the rate against the time of the run. Constant stays. Factor falls in a smooth curve to"
    " nearly zero. Multi-factor falls in two jumps, halfway and at three quarters. Polynomial falls fast at first and"
    " then slowly. Cosine falls slowly, then fast, then slowly to zero. Restarts does so three times, each time over"
    " twice as long, and jumps back up between.",
)

# %%
# Only two of the six reach zero, and one of those begins again.
