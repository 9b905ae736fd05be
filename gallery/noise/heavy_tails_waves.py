r"""
Valleys of one depth
====================

The curve has many minima, all of the value zero. Noise still has a preference: for the wide ones.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import RisingWaves
from optbook.studies.noise.heavy_tails_wells import wave_maxima, wave_minima, waves

use_style()

# %%
# The curve with its stationary points, and where noisy runs end.
found, reach = waves(), 9.0
x = np.linspace(-reach, reach, 800)
minima, maxima = wave_minima(reach), wave_maxima(reach)
heights, edges = np.histogram(found.x, 90, (-reach, reach))

# %%
# Above the curve, below the ends of runs of which one half began in each of two valleys.
fig, axes = plt.subplots(2, figsize=(5.0, 5.0), sharex=True, height_ratios=(1.4, 1))
axes[0].plot(x, RisingWaves().f(x), color=COLOR["ink"], label="loss")
mark(axes[0], minima, RisingWaves().f(minima), "o", "blue", 7)
mark(axes[0], maxima, RisingWaves().f(maxima), "^", "orange", 7)
annotate(axes[0], "minima, all of value zero", (minima[1], 0), (46, 84), "blue")
axes[0].set(ylabel="loss", ylim=(-6, 100), xlim=(-reach, reach))
share = heights / heights.sum()
axes[1].fill_between(np.repeat(edges, 2)[1:-1], np.repeat(share, 2), color=COLOR["pale blue"], lw=0)
axes[1].plot(np.repeat(edges, 2)[1:-1], np.repeat(share, 2), "-", lw=1, color=COLOR["blue"], label="runs")
axes[1].plot(
    [0, minima[-1]], [-0.004, -0.004], "^", ms=7, color=COLOR["green"], label="starts", clip_on=False, zorder=5
)
narrow = (found.x > found.top).mean()
axes[1].text(5.75, 0.024, f"{narrow:.0%} of\nthe runs", color=COLOR["blue"])
axes[1].text(-3.6, 0.024, f"{1 - narrow:.0%}", color=COLOR["blue"], ha="right")
axes[1].text(2.35, 0.06, "one half began\nat each triangle", color=COLOR["green"])
axes[1].set(xlabel="$x$", ylabel="share of runs", ylim=(-0.004, 0.085))
describe(
    fig,
    "Above, a curve with ever higher waves on both sides of zero; all its valleys touch zero. Below, where noisy runs"
    f" are that began in equal parts at 0 and in the narrow valley on the right: only {narrow:.0%} are left in the"
    " narrow one, the others fill the two wide valleys around zero.",
)

# %%
# What noise tells apart here is width. There is no difference in depth to be found.
