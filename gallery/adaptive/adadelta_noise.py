r"""
The effective rate in noise
===========================

Gradients that are noise alone, of the same variance: normal draws, or a coin.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adadelta_forms import in_noise

use_style()

# %%
# Quartiles over three hundred runs; all coins have the same squares.
decay, steps = 0.95, 2000
normal, coin = (np.sqrt(in_noise(law, decay, lanes=n, steps=steps)) for law, n in (("normal", 300), ("coin", 1)))
low, middle, high = np.quantile(normal, (1 / 4, 1 / 2, 3 / 4), axis=1)
t, level = np.arange(1, steps + 1), 1 / np.sqrt(2 * (1 - decay))

# %%
# Rates are in units of the root of eps over the scale of the noise.
fig, ax = plt.subplots()
ax.fill_between(t, low, high, color=COLOR["face"], lw=0)
ax.loglog(t, coin[:, 0], "--", color=COLOR["orange"])
ax.loglog(t, middle, "-", color=COLOR["blue"])
ax.axhline(level, color=COLOR["ink"], ls=":", lw=1.2)
annotate(ax, "coin", (600, coin[599, 0]), (-44, 18), "orange")
annotate(ax, "normal: median\nand quartiles", (500, middle[499]), (-60, -62), "blue")
annotate(ax, "level for\nlong memories", (4, level), (-12, -44), "ink")
ax.set(xlabel="step", ylabel=r"rate $\times \, \sigma / \sqrt{\varepsilon_x}$", ylim=(0.7, 30))
describe(
    fig,
    "Effective rate against the step, on log axes. At the noise of a coin it rises without end, as on a slope. At"
    " normal noise the median falls a little and then stays, a little above a dotted level.",
)

# %%
# Draws that differ in size wear the rate down; eps holds it up.
