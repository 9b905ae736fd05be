"""
Not a cycle
===========

Gradient descent from 10 at rate 2 jumps around the poor minimum of a wave; on a log axis the distance to it falls
along a line.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.one_dimension import WAVE, wave

use_style()

# %%
# The run, its minimum, and the factor that the curvature there predicts.
run = wave(steps=300)
x, (poor,) = run.x[:, 0], WAVE.minima[0]
factor = 1 - 2 * WAVE.bend(poor)
distance = abs(x - poor)
line = distance[-1] * np.abs(factor) ** (run.step - run.step[-1])

# %%
# The first thirty steps above, the distance of all below.
fig, (top, bottom) = plt.subplots(2, figsize=(5, 4.8))
first = slice(1, 31)
top.axhline(poor, color=COLOR["orange"], ls="--", lw=1.4, label="poor minimum")
top.plot(run.step[first], x[first], "o-", ms=4, lw=1, label="iterate")
ten = (run.step[10], x[10])
annotate(top, f"$x_{{10}} = {x[10]:.3f}$", ten, (30, 34), "blue")
annotate(top, f"poor minimum ${poor:.4f}$", (24, poor), (-24, -30), "orange")
top.set(ylim=(-3.4, 0.9), xlabel="step $t$", ylabel="iterate $x_t$")
bottom.semilogy(run.step, distance, lw=4, ls="-", color=COLOR["shade 1"], label="distance")
bottom.semilogy(run.step, line, color=COLOR["orange"], ls="--", label="curvature")
middle = len(x) // 2
annotate(bottom, f"factor ${factor:.3f}$ a step", (run.step[middle], distance[middle]), (46, 26), "orange")
bottom.set(xlabel="step $t$", ylabel=r"distance $|x_t - x^\star|$")
describe(
    fig,
    "Above, the iterates of steps 1 to 30 jump from one side of the poor minimum to the other, in jumps that"
    " shrink slowly. Below, the distance to the minimum on a log axis falls along a straight line over 300 steps, with"
    " the slope that the curvature predicts.",
)

# %%
# The jumps look alike from one to the next, but each is four percent shorter.
