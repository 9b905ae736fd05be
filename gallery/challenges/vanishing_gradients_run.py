"""
Nothing happens, then all at once
=================================

Gradient descent on tanh from 4: most of the steps are spent on the first small part of the distance.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.challenges.vanishing_gradients import crossings, flow_steps, leave

use_style()

# %%
# The run, and the time at which the gradient flow passes each place.
run = leave()
x = run.x[:, 0]
crossing = crossings((x[0],)).steps[0]
place = np.linspace(x[0], x[-1], 400)
passed = flow_steps(x[0]) - flow_steps(place)

# %%
# Iterate against step.
fig, ax = plt.subplots()
ax.axhline(0, color=COLOR["muted"], lw=1, label="zero")
ax.plot(run.step, x, lw=3.5, color=COLOR["shade 1"], label="gradient descent")
ax.plot(passed, place, color=COLOR["orange"], ls="--", label="flow")
half = crossing // 2
mark(ax, [half, crossing], x[[half, crossing]], color="blue")
annotate(ax, f"half of the steps,\n$x$ = {x[half]:.2f}", (half, x[half]), (-40, -48), "blue")
annotate(ax, f"below 0 after\n{crossing} steps", (crossing, x[crossing]), (-78, 18), "blue")
late = -len(place) // 6
annotate(ax, "flow", (passed[late], place[late]), (-40, -8), "orange")
ax.set(xlabel="step $t$", ylabel="iterate $x_t$")
describe(
    fig,
    f"Iterate against step from 4. After half of the steps it is still at {x[half]:.2f}; it bends down ever faster,"
    f" drops through zero at step {crossing} and slows down again below. The dashed line of the flow lies on it,"
    " a few steps ahead.",
)

# %%
# The curve stands still for hundreds of steps, then falls within a few dozen, and slows down on the other side.
