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
places = {"gradient descent": (24, 22), "heavy ball": (36, 10), "Nesterov": (34, 10), "growing memory": (54, 0)}

# %%
# Above the gaps; the leftmost place is without noise.  Below, with noise, over the gap of gradient descent.
fig, (top, ratio) = plt.subplots(2, figsize=(5.0, 5.6), sharex=True, height_ratios=(3, 2))
rows, alone = np.arange(len(SIGMAS)), "gradient descent"
for method, (color, line, marker) in looks.items():
    mean = runs[method].mean(axis=-1)
    top.semilogy(rows, expected(method), ls=line, color=COLOR[color], label=method)
    top.semilogy(rows, mean, marker, ms=6, color=COLOR[color], label=f"{method}, runs")
    annotate(top, method, (0, expected(method)[0]), places[method], color, ha="left")
    ratio.plot(rows[1:], (1 / gain(method))[1:], ls=line, marker=marker, color=COLOR[color], label=f"{method}, ratio")
ratio.set_xticks(rows, [f"{sigma:g}" for sigma in SIGMAS])
top.set(ylabel="expected gap")
ratio.set(xlabel=r"noise $\sigma$ in each coordinate", ylabel="over that of\ngradient descent", ylim=(0.6, 1.3))

ratios = [f"{ratio:.3g}" for ratio in gain("heavy ball")]
describe(
    fig,
    "Two panels. Above, expected gap on a log axis against the noise, four lines with marks on them. Without noise they"
    " lie decades apart,"
    f" and the gap of gradient descent is {ratios[0]} times that of heavy ball. At the first noise they jump together,"
    f" to a ratio of {ratios[1]}; at the last it is {ratios[-1]}. In the lower panel, of ratios, growing memory ends"
    " above gradient descent, and heavy ball and Nesterov's method just below it.",
)

# %%
# A little noise is enough: then the limit is not how far there is to go, but where one comes to rest.
