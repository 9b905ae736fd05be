r"""
Against the best constant rate
==============================

With their defaults and a factor that stays, or that falls: finding the size of the rate is one half of the matter.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.schedules.rate_free_runs import contest

use_style()

# %%
# Excess over that of gradient descent at its best constant rate, on the same samples.
run = contest()
names = {"D-Adaptation": "D-Adaptation", "Polyak": "Polyak, told 0", "Prodigy": "Prodigy"}
names |= {"DoG, average": "DoG, average", "DoG": "DoG", "D-Adaptation, cosine": "D-Adaptation, falling"}
names |= {"Prodigy, cosine": "Prodigy, falling", "cosine": "best rate, falling"}
place = np.arange(len(names))[::-1]
low, middle, high = np.array([run.ratio[name] for name in names]).T

# %%
# Bars are 95 % intervals.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
falling = np.array(["cosine" in name for name in names])
for which, color, shape in ((~falling, "orange", "s"), (falling, "blue", "o")):
    bars = [(middle - low)[which], (high - middle)[which]]
    ax.errorbar(middle[which], place[which], xerr=bars, fmt=shape, color=COLOR[color], ms=5).set_label("_")
ax.axvline(1, color=COLOR["ink"], lw=0.8)
ax.set_yticks(place, names.values())
ax.set(xscale="log", xlabel="excess / that of the best constant rate")
ax.grid(axis="y", visible=False)
describe(
    fig,
    "Eight rows, each with a point and its interval on a log axis: the excess over that of the best constant rate. With"
    " a factor that stays, D-Adaptation, Polyak's step and Prodigy lie far to the right of one, DoG near one, its"
    " average to the right. With a factor that falls, D-Adaptation, Prodigy and the best rate lie to the left of one.",
)

# %%
# All whose factor falls are ahead of the best constant rate.
