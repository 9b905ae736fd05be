"""
Three rates on one bowl
=======================

Ten steps on x² from 10: a small rate has not arrived, a middle one has, a large one leaves.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, draw_path, use_style
from optbook.studies.descent.one_dimension import bowl

use_style()

# %%
# Three rates, one run each, all at once.
lrs = (0.05, 0.2, 1.1)
x = bowl(lrs).x[..., 0]

# %%
# Each run on the curve; the third needs a wider window.
fig, axes = plt.subplots(3, figsize=(5, 6.4))
for ax, lr, path in zip(axes, lrs, x.T, strict=True):
    reach = 1.15 * np.abs(path).max()
    line = np.linspace(-reach, reach, 200)
    ax.plot(line, line**2, color=COLOR["muted"], ls="-", lw=1, label="$x^2$")
    draw_path(ax, np.column_stack([path, path**2]), f"rate {lr}")
    text = rf"$\eta$ = {lr}: $|x|$ = {abs(path[-1]):.3g} after {len(path) - 1} steps"
    ax.set_title(text, fontsize=10.5, color=COLOR["blue"])
    ax.set(ylabel="$f(x) = x^2$")
axes[-1].set(xlabel="$x$")
describe(
    fig,
    f"Three parabolas with ten steps of gradient descent from 10 on each. At rate {lrs[0]} the dots creep down one side"
    f" and stop at a third of the distance. At rate {lrs[1]} they reach the bottom. At rate {lrs[2]} they jump from"
    f" side to side, higher each time, to a distance of {np.abs(x[-1, 2]):.0f}.",
)

# %%
# The rate decides between too slow, fast and never; nothing else differs.
