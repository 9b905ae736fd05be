r"""
The sign leads somewhere else
=============================

Steps along the gradient end at the mean of the samples; steps along its sign end at their median.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, sparse, use_style
from optbook.studies.noise.convergence import mean_or_median

use_style()

# %%
# Many runs of both kinds, with the same samples.
found = mean_or_median()
step = 1 + sparse(len(found["sign"]))
bands = {name: np.quantile(x[step - 1], [1 / 10, 1 / 2, 9 / 10], axis=1) for name, x in found.items()}
label = step.searchsorted(701)

# %%
# The middle of the runs, and where theory says they go.
fig, ax = plt.subplots()
for name, color, line in (("gradient", "blue", "-"), ("sign", "orange", "--")):
    low, middle, high = bands[name]
    ax.fill_between(step, low, high, color=COLOR[f"pale {color}"], lw=0, label="_band")
    ax.semilogx(step, middle, ls=line, color=COLOR[color], label=name)
ax.axhline(1, color=COLOR["muted"], ls=":", lw=1.2, label="mean")
ax.axhline(np.log(2), color=COLOR["muted"], ls=":", lw=1.2, label="median")
annotate(ax, "gradient: to the mean", (step[label], bands["gradient"][1][label]), (-50, 42), "blue")
annotate(ax, "sign: to the median", (step[label], bands["sign"][1][label]), (-50, -46), "orange")
ax.set(xlabel="step, counted from 1", ylabel="estimate", xlim=(5, step[-1]), ylim=(0, 2))
ax.set_xticks([10, 100, 1000], ["10", "100", "1000"])
describe(
    fig,
    "Estimates against the step, on a log axis, as medians of many runs with bands. Both narrow as they go. Runs along"
    f" the gradient end at one, the mean of the samples. Runs along its sign end at {np.log(2):.2f}, their median.",
)

# %%
# Both converge, and only one of them to the minimum.
