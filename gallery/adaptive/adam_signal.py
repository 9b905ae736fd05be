r"""
Steps in noise
==============

Where noise is larger than the gradient, steps shorten, to a quarter of the rate.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_forms import expected_signal, signal

use_style()

# %%
# Means over many runs, and the two formulas.
run = signal()
seen = run.ratio > 0
ratio = np.logspace(-1.3, 1.3, 100)
mean, square = expected_signal(ratio)
length = np.sqrt(run.square)

# %%
# Bars are two standard errors.
fig, ax = plt.subplots()
ax.semilogx(ratio, np.sqrt(square), color=COLOR["orange"], ls="--", label="root mean square")
ax.semilogx(ratio, mean, color=COLOR["blue"], ls="-", label="mean")
ax.errorbar(run.ratio[seen], length[seen], (run.square_error / length)[seen], fmt="s", color=COLOR["orange"], ms=5)
ax.errorbar(run.ratio[seen], run.mean[seen], 2 * run.mean_error[seen], fmt="o", color=COLOR["blue"], ms=5)
annotate(ax, "root mean\nsquare", (ratio[20], np.sqrt(square[20])), (-12, 36), "orange")
annotate(ax, "mean", (ratio[45], mean[45]), (34, -18), "blue")
ax.set(xlabel="gradient / scale of the noise", ylabel="step / rate", ylim=(0, 1.08))
ax.set_xticks([0.1, 1, 10], ["1/10", "1", "10"])
describe(
    fig,
    "Step over the rate against the ratio of gradient to noise. The mean rises from zero to one, and so does the root"
    " mean square, which starts at about a quarter. Points from runs lie on both curves.",
)

# %%
# Without noise a step has the length of the rate; in noise alone it is a random step of about a quarter of it.
