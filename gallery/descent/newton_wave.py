r"""
One start, a maximum and a minimum
==================================

Newton's method on the wave :math:`x \cos(c \pi x)`: the full step climbs to a crest, the half step falls into a valley.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.descent.newton import WAVE, wave

use_style()

# %%
# The same start at two rates.
full, half = wave(lr=1.0), wave(lr=0.5)
x = np.linspace(0, 31, 600)

# %%
# Iterates lie on the curve; the thin lines join each to the next.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
ax.plot(x, WAVE.f(x), color=COLOR["muted"], lw=1.2, label="curve")
for run, color, style, marker in ((full, "blue", "-", "o"), (half, "orange", "--", "s")):
    ax.plot(run.x[:, 0], run.value, style, color=COLOR[color], lw=1, label="_path")
    ax.plot(run.x[:, 0], run.value, marker, color=COLOR[color], ms=5, label=f"iterates from {run.x[0, 0]:.0f}")
mark(ax, full.x[0, 0], full.value[0], size=8)
top, bottom = (float(full.x[-1, 0]), float(full.value[-1])), (float(half.x[-1, 0]), float(half.value[-1]))
annotate(ax, "start", (float(full.x[0, 0]), float(full.value[0])), (30, -30))
annotate(ax, f"full step ends at\n({top[0]:.2f}, {top[1]:.2f})", top, (-84, 4), "blue")
annotate(ax, f"half step ends at\n({bottom[0]:.4f}, {bottom[1]:.4f})", bottom, (-20, -46), "orange")
ax.set(ylim=(-28, 31), xlabel="$x$", ylabel="$f(x)$")
describe(
    fig,
    "A wave whose crests and valleys grow to the right. From one start, dots joined by thin lines show two runs. The"
    f" full steps jump down, then far to the right, and end on top of a crest at {top[0]:.2f}. The half steps go left"
    f" and end in the nearest valley, at {bottom[0]:.2f}.",
)

# %%
# The second step of the full run is long since the curve is almost straight there.
