"""
L-BFGS follows a bent valley
============================

From the same start in Rosenbrock's valley, few L-BFGS steps reach the end that gradient descent only creeps to.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, draw_contours, draw_path, mark, use_style
from optbook.objectives import Rosenbrock
from optbook.studies.descent.quasi_newton import valley_runs

use_style()

# %%
# Both runs from the customary start.
runs = valley_runs()
learned, plain = runs["L-BFGS"], runs["gradient descent"]
arrived = int((learned.value < 1e-10).argmax())

# %%
# Level lines at geometric values show the valley.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
lower, upper = np.array([-1.6, -0.6]), np.array([1.6, 1.9])
draw_contours(ax, Rosenbrock(), lower, upper, levels=np.geomspace(0.3, 1000, 9))
draw_path(ax, plain.x, "gradient descent", "orange", every=plain.steps)
draw_path(ax, learned.x, "L-BFGS", "blue")
mark(ax, *Rosenbrock().minima.T, marker="*", size=11)
paper = {"fc": COLOR["paper"], "ec": "none", "pad": 1.5}
annotate(ax, f"L-BFGS: there after\n{arrived} steps", (1, 1), (-104, 24), "blue", bbox=paper)
annotate(ax, f"gradient descent:\n{plain.steps} steps", plain.x[-1], (44, -40), "orange", bbox=paper)
ax.set(xlabel="$x$", ylabel="$y$")
describe(
    fig,
    f"Level lines of a bent valley with two paths from its left end. L-BFGS reaches the star at the minimum after"
    f" {arrived} steps; gradient descent stops short of it after {plain.steps} steps.",
)

# %%
# The dots of L-BFGS stand far apart: along the valley's floor its steps are long.
