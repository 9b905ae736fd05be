r"""
Two coordinates, two speeds
===========================

Gradient descent on :math:`x_1^2 + 2 x_2^2`: the steep coordinate is done long before the flat one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, draw_path, use_style
from optbook.objectives import Quadratic
from optbook.studies.descent.quadratics import bowl_run

use_style()

# %%
# Twenty steps from the ring.
run = bowl_run()
low = np.abs(run.x[:, 1]) < np.abs(run.x[0, 1]) / 100
steep = int(np.argmax(low))

# %%
# Level lines and the iterates.
fig, ax = plt.subplots()
draw_contours(ax, Quadratic(np.diag([2.0, 4.0])), (-5.6, -2.6), (1.2, 1.4), np.geomspace(0.1, 40, 9))
draw_path(ax, run.x, label="gradient descent")
paper = {"fc": COLOR["paper"], "ec": "none", "pad": 1.5}
annotate(ax, "start", tuple(run.x[0]), (-4, 34), "blue")
annotate(ax, f"step {steep}: $x_2$ is below\n1 % of its start", tuple(run.x[steep]), (-74, 44), "ink", bbox=paper)
annotate(ax, f"step {len(run.x) - 1}", tuple(run.x[-1]), (22, -34), "ink", bbox=paper)
ax.set(xlabel="$x_1$", ylabel="$x_2$")
describe(
    fig,
    "Ellipses around the origin and a path of dots from the lower left. The path bends: it first rises to the"
    f" horizontal axis, which it has nearly reached at step {steep}, and then runs along it to the origin, where it is"
    f" close by step {len(run.x) - 1}.",
)

# %%
# The path bends because each coordinate shrinks by a factor of its own.
