r"""
What noise leaves of the gain
=============================

Expected gap on a quadratic after 200 gradients against the noise, each method with the best pair for that noise.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.comparison import SIGMAS, expected, gain, measured_gaps

use_style()

# %%
# Lines by a recursion for second moments, marks by runs.
runs = measured_gaps()
looks = {
    "gradient descent": ("orange", "--", "s"),
    "heavy ball": ("blue", "-", "o"),
    "Nesterov": ("green", "-.", "^"),
    "growing memory": ("purple", ":", "D"),
}
places = {"gradient descent": (26, 24), "heavy ball": (38, -8), "Nesterov": (36, -12), "growing memory": (56, -6)}

# %%
# A level of noise a place; the leftmost is none.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
rows = np.arange(len(SIGMAS))
for method, (color, line, marker) in looks.items():
    ax.semilogy(rows, expected(method), ls=line, color=COLOR[color], label=method)
    ax.semilogy(rows, runs[method].mean(axis=-1), marker, ms=6, color=COLOR[color], label=f"{method}, runs")
    annotate(ax, method, (0, expected(method)[0]), places[method], color, ha="left")
ax.set_xticks(rows, [f"{sigma:g}" for sigma in SIGMAS])
ax.set(xlabel=r"noise $\sigma$ in each coordinate", ylabel="expected gap")
ratios = [f"{ratio:.3g}" for ratio in gain("heavy ball")]
describe(
    fig,
    "Expected gap on a log axis against the noise, four lines with marks on them. Without noise they lie decades apart,"
    f" and the gap of gradient descent is {ratios[0]} times that of heavy ball. At the first noise they jump together,"
    f" to a ratio of {ratios[1]}; at the last it is {ratios[-1]}, and growing memory lies above gradient descent.",
)

# %%
# A little noise is enough: then not the way is the limit, but where one comes to rest.
