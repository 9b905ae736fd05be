"""
Variance of a leaky average
===========================

Begun at zero, its variance rises to a plateau; corrected for the start, it falls to the same one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.leaky_averages import plateau, white_noise

use_style()

# %%
# Many lanes of noise, and the closed forms.
runs = white_noise()
t = np.arange(1, len(runs.variance) + 1)
band = 2 * runs.error
memory = runs.beta ** t[:, None]
raw = plateau(runs.beta) * (1 - memory**2)
corrected = plateau(runs.beta) * (1 + memory) / (1 - memory)

# %%
# Bands are two standard errors about the measured variance; lines are the closed forms.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
column = 1
for name, color, line, measured, form in (
    ("begun at zero", "blue", "-", runs.variance, raw),
    ("corrected", "orange", "--", runs.corrected, corrected),
):
    found = measured[:, column]
    ax.fill_between(t, found * (1 - band), found * (1 + band), color=COLOR[f"pale {color}"], label=f"{name}, measured")
    ax.loglog(t, form[:, column], color=COLOR[color], ls=line, label=name)
ax.axhline(plateau(runs.beta[column]), color=COLOR["muted"], lw=0.8, ls=":", label="plateau")
ax.loglog(t, 1 / t, color=COLOR["muted"], ls="-.", lw=1, label="plain mean")
annotate(ax, "begun at zero", (2, raw[1, column]), (46, -12), "blue")
annotate(ax, "corrected", (2, corrected[1, column]), (46, 14), "orange")
annotate(ax, "plain mean", (60, 1 / 60), (-62, -14), "muted")
ax.set(xlabel="number of values", ylabel="variance")
describe(
    fig,
    f"Variance against the number of values, both axes logarithmic, for a memory of {runs.beta[column]:g}. A line that"
    " begins low rises to a plateau; the corrected average begins at one, falls like the plain mean at first,"
    " and settles on the same plateau. Pale bands of the simulation cover both lines. The plain mean goes on falling.",
)

# %%
# The correction makes the first averages right on average, and pays for it with their variance.
