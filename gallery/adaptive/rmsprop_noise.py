r"""
How far a noisy slope carries
=============================

Mean step against signal over noise: proportional where noise rules, a sign where the signal does.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.rmsprop import mean_step, mean_steps

use_style()

# %%
# Two memories, measured over many lanes, and the formula for a long memory.
long, short = mean_steps(), mean_steps(9 / 10)
ratio = np.geomspace(long.ratio[0], long.ratio[-1], 200)

# %%
# The two limits are dotted and dashed.
fig, ax = plt.subplots()
ax.loglog(ratio, mean_step(ratio), "-", color=COLOR["blue"], label="formula")
ax.loglog(ratio[ratio < 2], ratio[ratio < 2], ":", color=COLOR["muted"], label="proportional")
ax.axhline(1, ls="--", lw=1.2, color=COLOR["muted"], label="sign")
ax.errorbar(long.ratio, long.mean, 5 * long.error, fmt="o", color=COLOR["blue"], ms=5, capsize=3, label="long memory")
ax.loglog(short.ratio, short.mean, "^", color=COLOR["orange"], ms=7, mfc="none", label="short memory")
annotate(ax, "long memory and formula", (long.ratio[6], long.mean[6]), (-6, -50), "blue")
annotate(ax, "shorter memory", (short.ratio[2], short.mean[2]), (52, -16), "orange")
annotate(ax, "proportional", (ratio[ratio < 2][-1], ratio[ratio < 2][-1]), (56, 4), "muted")
annotate(ax, "sign", (0.1, 1), (0, 22), "muted")
ax.set(xlabel="slope over noise", ylabel="mean step over the rate", ylim=(0.03, 3))
describe(
    fig,
    "Mean step over the rate against slope over noise, both axes logarithmic. A curve rises along a dotted line of"
    " slope one at the left, bends, and joins a dashed horizontal line at one. Dots with error bars, for a long"
    " memory, lie on it; triangles, for a shorter one, lie a little below it where noise rules.",
)

# %%
# The bend is where slope and noise are equal.
