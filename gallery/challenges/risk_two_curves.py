"""
Two curves, two minimizers
==========================

One curve is what one cares about, the other what one can compute; the lowest point of the second is not that of the
first.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import CosineWell, RippledWell
from optbook.studies.challenges.risk import pair

use_style()

# %%
# Both curves on one interval, and the lowest point of each.
x = np.linspace(0.5, 1.5, 301)
found = pair()
at_g = CosineWell().f(found.g.x)

# %%
# The open square is what minimizing g yields on f; the excess is its height above the lowest point of f.
fig, ax = plt.subplots(figsize=(5, 3.8))
ax.plot(x, CosineWell().f(x), label="f")
ax.plot(x, RippledWell().f(x), label="g")
mark(ax, found.f.x, found.f.value, color="blue", size=8)
mark(ax, found.g.x, found.g.value, color="orange", size=8)
ax.plot(found.g.x, at_g, "s", color=COLOR["paper"], markeredgecolor=COLOR["blue"], ms=7, mew=1.6, label="f at argmin g")
annotate(ax, f"argmin f\n({found.f.x:.4f}, {found.f.value:.4f})", (found.f.x, found.f.value), (40, -40), "blue")
annotate(ax, f"argmin g\n({found.g.x:.4f}, {found.g.value:.4f})", (found.g.x, found.g.value), (-74, 4), "orange")
annotate(ax, f"f at argmin g:\n{found.excess:.4f} above the least", (found.g.x, at_g), (0, 112), "blue")
ax.annotate("$f$", (x[50], CosineWell().f(x[50])), (8, 4), textcoords="offset points", color=COLOR["blue"])
ax.annotate("$g$", (x[50], RippledWell().f(x[50])), (-12, -16), textcoords="offset points", color=COLOR["orange"])
ax.set(xlabel="$x$", ylabel="value", ylim=(-1.55, 0.15))
describe(
    fig,
    "Two curves over an interval of length 1. The solid one, f, has one smooth valley. The dashed one, g, swings"
    " about it with three valleys, of which the middle one is the lowest. The lowest point of g lies left of that of f"
    f" and {found.f.value - found.g.value:.2f} below it; f itself is slightly above its least value there.",
)

# %%
# The two lowest points are less than a tenth apart, yet at that of g nothing on g tells in which direction f falls.
