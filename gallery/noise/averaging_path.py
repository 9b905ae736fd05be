r"""
The cloud and its middle
========================

The iterates of one run keep swinging about the minimum; their running average settles on it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, use_style
from optbook.optimizers import Averaged, GradientDescent
from optbook.studies.noise.averaging import LR, bowl_run
from optbook.studies.noise.stochastic_gradients import bowl

use_style()

# %%
# One run from far away, and the average of its iterates from step fifty on.
burn = 50
run = bowl_run(True, lanes=1)
x = run.x[:, 0]
average = Averaged(GradientDescent(LR), start=burn).evaluation_points(x)[burn + 1 :]

# %%
# Near the minimum: iterates as dots, the average as a line.
fig, ax = plt.subplots(figsize=(5.0, 4.0))
draw_contours(ax, bowl(), (-0.62, -0.48), (0.62, 0.48), np.geomspace(0.005, 1, 8))
ax.plot(*x[burn:].T, ".", color=COLOR["shade 2"], ms=3, label="iterates")
ax.plot(*average.T, "-", color=COLOR["orange"], lw=1.6, label="running average")
ax.plot(0, 0, "+", color=COLOR["ink"], ms=12, mew=1.6, label="minimum", zorder=6)
far = x[burn:][np.argmax(x[burn:, 0])]
annotate(ax, "iterates", tuple(far), (-30, 44), "blue")
annotate(ax, "average", tuple(average[0]), (-66, -68), "orange")
ax.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(-0.62, 0.62), ylim=(-0.48, 0.48), aspect="equal")
describe(
    fig,
    "The neighborhood of the minimum with elliptic level lines. Some nine hundred iterates fill a cloud around the"
    " minimum. The line of their running average starts somewhere in the cloud, winds, and ends close to the cross at"
    " the minimum.",
)

# %%
# The cloud does not shrink as the run goes on; what is known of its middle grows.
