"""
It arrives, and leaves again
============================

Distance to the minimum of a long run: twenty steps do not show how it ends.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.adaptive.rmsprop import valley_run

use_style()

# %%
# One run at a constant rate, and the distance that the cycle predicts.
lr, early, steps = 0.4, 20, 200
distance = np.linalg.norm(valley_run(lr).x[: steps + 1], axis=-1)
cycle, least = lr / np.sqrt(2), int(distance.argmin())

# %%
# On a log axis both the arrival and the return are seen.
fig, ax = plt.subplots()
ax.axvspan(0, early, color=COLOR["face"])
ax.axhline(cycle, color=COLOR["muted"], ls="--", lw=1.4, label="cycle")
ax.semilogy(distance, "-", color=COLOR["blue"], label="RMSProp")
mark(ax, [early, least], [distance[early], distance[least]], color="blue")
annotate(ax, f"step {early}", (early, distance[early]), (-6, -66), "blue")
annotate(ax, f"step {least}", (least, distance[least]), (50, -4), "blue")
annotate(ax, r"cycle: $\eta/2$ in" "\neach coordinate", (150, cycle), (0, -44), "muted")
ax.set(xlabel="step", ylabel="distance to the minimum", xlim=(-4, steps + 4), ylim=(1e-12, 100))
describe(
    fig,
    "Distance to the minimum against the step, on a log axis. The curve falls, ever faster, to the tiny distance of"
    f" step {least}; then it climbs back by many orders of magnitude and settles on a dashed horizontal line, the"
    f" distance that the cycle predicts. A shaded strip covers the first {early} steps, all of them on the way down.",
)

# %%
# The average has forgotten the large gradients of the start by then, and the divisor is as small as the gradient.
