r"""
A run that is resumed with its count at zero
============================================

After the stop the rate begins again at its peak, and it never gets to the second half.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.off_by_one_rates import RIGHT, STEPS, cases

use_style()

# %%
# The rate of every update, over the peak.
wrong, meant = cases()["resumed at zero"].rates, RIGHT["cosine"]()
late = 3 * STEPS // 4

# %%
# The stop is in the middle.
fig, ax = plt.subplots(figsize=(5.0, 2.8))
ax.axvline(STEPS / 2, color=COLOR["muted"], ls=":", lw=1.2)
ax.plot(meant, color=COLOR["blue"], ls="--", label="meant")
ax.plot(np.arange(STEPS // 2, STEPS), wrong[STEPS // 2 :], color=COLOR["orange"], ls="-", label="count at zero")
annotate(ax, "count at zero", (late, wrong[late]), (20, 22), "orange")
annotate(ax, "meant", (late, meant[late]), (26, 20), "blue")
annotate(ax, "stopped", (STEPS / 2, 0.12), (-46, 0), "muted")
ax.set(xlabel="step", ylabel="rate / peak", ylim=(-0.05, 1.25), xlim=(0, STEPS), yticks=[0, 1 / 2, 1])
ax.set_yticklabels(["0", "1/2", "1"])
describe(
    fig,
    "Rate against the step. The cosine that was meant falls from one to zero. At the stop in the middle the resumed run"
    " jumps from a half back to one, and it ends at a half.",
)

# %%
# The second half of the run repeats the first half of the schedule.
