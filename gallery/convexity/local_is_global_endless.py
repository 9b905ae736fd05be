"""
Convex, and no minimum
======================

On the exponential the value falls forever. On log axes the run becomes a line of slope -1.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.convexity.local_is_global import endless

use_style()

# %%
# A long run, beside the curve that infinitely small steps would follow.
run = endless()

# %%
# Value above, iterate below.
fig, axes = plt.subplots(2, sharex=True, figsize=(5, 4.4))
axes[0].loglog(run.step[1:], run.value[1:], label="gradient descent")
axes[0].loglog(run.step[1:], run.flow[1:], label="flow")
axes[1].semilogx(run.step[1:], run.x[1:], color=COLOR["blue"], label="gradient descent")
late = 2 * len(run.step) // 3
annotate(axes[0], "descent and flow", (run.step[late], run.value[late]), (-70, -22), "blue")
axes[0].set(ylabel="value $e^x$")
axes[1].set(ylabel="iterate $x$", xlabel="step")
describe(
    fig,
    "Two panels against the step on a log axis. Above, the value of the exponential on a log axis bends into a straight"
    " falling line, and the line of the flow lies on it. Below, the iterate falls without bound, along a straight"
    " line too: it loses the same amount each time the number of steps grows tenfold.",
)

# %%
# The lower bound of the values, zero, is approached and never reached.
