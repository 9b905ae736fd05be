"""
Three points forever
====================

On a strongly convex curve heavy ball with the pair that is best on quadratics goes around and never arrives.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.momentum.failures import CURVE, CYCLE, curve_runs

use_style()

# %%
# The cycle, and three methods from one start.
runs = curve_runs()
points = np.array([float(point) for point in CYCLE])
t = np.linspace(-2.3, 2.6, 300)

# %%
# Above the curve, with the flat piece in it; below the distances to its minimum.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.4))
axes[0].plot(t, CURVE.f(t), "-", color=COLOR["ink"], lw=1.4, label="curve")
flat = t[(t >= 1) & (t <= 2)]
axes[0].plot(flat, CURVE.f(flat), "-", color=COLOR["green"], lw=4, label="flat piece")
around = np.append(points, points[0])
axes[0].plot(around, CURVE.f(around), "--", color=COLOR["orange"], lw=1, label="moves")
mark(axes[0], points, CURVE.f(points), color="orange", size=7)
mark(axes[0], 0, 0, "D", size=6)
for number, point in enumerate(points):
    axes[0].text(point, CURVE.f(point) + 6, str(number + 1), color=COLOR["orange"], ha="center")
annotate(axes[0], "less bent", (5 / 3, CURVE.f(np.array(5 / 3))), (-34, 30), "green")
axes[0].set(xlabel="$x$", ylabel="$f(x)$", ylim=(-4, 78))
looks = {"descent": ("--", "muted"), "heavy ball": ("-", "orange"), "nesterov": ("-.", "blue")}
floor = 1e-5
for name, (line, color) in looks.items():
    far = np.abs(runs[name].x[:, 0])
    seen = np.arange(len(far))[: int((far > floor).argmin()) or len(far)]
    axes[1].semilogy(seen, far[seen], line, color=COLOR[color], lw=1.4, label=name)
annotate(axes[1], "heavy ball", (60, 2), (6, 24), "orange")
annotate(axes[1], "gradient descent", (64, np.abs(runs["descent"].x[64, 0])), (-40, -30), "muted")
last = int((np.abs(runs["nesterov"].x[:, 0]) > floor).sum()) - 1
annotate(axes[1], f"Nesterov: gone\nafter step {last}", (last, np.abs(runs["nesterov"].x[last, 0])), (50, -40), "blue")
axes[1].set(xlabel="step", ylabel="distance to the minimum", ylim=(floor, 300))
describe(
    fig,
    "Two pictures. Above, a curve like a parabola with its minimum at zero and a thick, less bent piece on its right"
    " side; three numbered points on it, one between the minimum and the piece, one far left, one just right of the"
    " piece, joined by dashed moves. Below, the distance to the minimum against the step on a log axis: Nesterov's"
    " momentum is gone after a few steps, gradient descent falls along a line, and heavy ball stays level in a zigzag.",
)

# %%
# None of the three points lies on the less bent piece, but the jumps over it keep the cycle up.
