r"""
Polyak's step on single samples
===============================

Told zero: right where one point fits all samples, wrong where the targets have errors.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.rate_free_runs import fits

use_style()

# %%
# Distances of eight runs for each size of the errors; their geometric mean.
found = fits()
step = np.arange(found.distance.shape[-1])
mean = np.exp(np.log(np.maximum(found.distance, 1e-17)).mean(1))

# %%
# Pale lines are single runs.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
looks = zip(("blue", "orange", "green"), ("-", "--", "-."), strict=True)
for runs, middle, (color, line), scale in zip(found.distance, mean, looks, found.noise, strict=True):
    ax.semilogy(step, runs[0], color=COLOR[f"pale {color}"], ls="-", lw=1, label="_run")
    ax.semilogy(step, middle, color=COLOR[color], ls=line, label=f"{scale:g}")
exact, small, large = mean
annotate(ax, "no errors", (500, exact[500]), (54, 22), "blue")
annotate(ax, f"errors {found.noise[1]:g}", (1250, small[1250]), (-10, -30), "orange")
annotate(ax, f"errors {found.noise[2]:g}", (1250, large[1250]), (-10, 36), "green")
ax.set(xlabel="step", ylabel="distance", ylim=(1e-16, 30))
describe(
    fig,
    "Distance from the minimizer against the step, on a log axis, for three sizes of the errors in the targets. Without"
    " errors it falls along a straight line to rounding. With errors it falls at first and then stays level, about ten"
    " times as high where the errors are ten times as large.",
)

# %%
# Each sample has a least value of its own; the step asks for that of the sample it sees.
