r"""
The value at the average
========================

The last iterate stays at its level, the average falls with one over its length, and a far start delays it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.averaging import average_exact, average_values, bowl_run

use_style()

# %%
# Mean values over many runs, from the minimum and from far away.
steps = np.arange(1, 1001)
run = bowl_run(True)
last = run.value.mean(1)[1:]
seen, after = np.unique(np.geomspace(1, 1000, 16).astype(int)), np.array([51, 60, 80, 125, 200, 320, 500, 1000])
far, late = average_values(run, seen), average_values(run, after, burn=50)

# %%
# Lines are the closed form, marks are simulated.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.loglog(steps, 3 / (8 * steps), ":", color=COLOR["muted"], lw=1.4, label="limit")
ax.loglog(steps, last, "-.", color=COLOR["purple"], lw=1.4, label="last iterate")
ax.loglog(steps, average_exact(steps, far=True), "--", color=COLOR["orange"], label="average of all, exact")
ax.loglog(seen, far, "s", color=COLOR["orange"], ms=4, label="average of all")
ax.loglog(steps[50:], average_exact(steps[50:], burn=50, far=True), "-", color=COLOR["blue"], label="after 50, exact")
ax.loglog(after, late, "o", color=COLOR["blue"], ms=4, label="after 50")
annotate(ax, "last iterate", (500, last[499]), (-8, 26), "purple")
annotate(ax, "average of all", (seen[6], far[6]), (48, 20), "orange")
annotate(ax, "average\nafter 50 steps", (after[3], late[3]), (-66, -30), "blue")
annotate(ax, r"3/(8$T$)", (6, 3 / (8 * 6)), (-26, -40), "muted")
ax.set(xlabel="step $T$", ylabel="mean value", xlim=(1, 1000), ylim=(2e-4, 60))
ax.set_xticks([1, 10, 100, 1000], ["1", "10", "100", "1000"])
describe(
    fig,
    "Mean value against the step, on log axes, for runs that start far away. The last iterate falls within thirty steps"
    f" and then stays at {last[-200:].mean():.3f}. The average of all iterates falls later, along a steep line, and is"
    " still twice above the dotted limit at the end. The average that begins after fifty steps comes down to the dotted"
    " line. Marks of simulated runs lie on the lines.",
)

# %%
# Averages pay for every iterate that was taken in before the run had arrived.
