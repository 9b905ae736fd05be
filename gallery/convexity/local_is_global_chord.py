"""
A chord that starts downhill
============================

From a poor minimum the chord to a lower point goes down at once, and the curve goes up: it cannot be convex.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import CosineWell
from optbook.studies.convexity.local_is_global import detours

use_style()

# %%
# The poor minimum, the lowest one, and the chord between them.
(way,) = detours(CosineWell())
x = np.linspace(-1, 1.75, 300)

# %%
# The gap between curve and chord is filled.
fig, ax = plt.subplots()
ax.fill_between(way.x, way.chord, way.curve, way.curve > way.chord, color=COLOR["pale orange"])
ax.plot(x, CosineWell().f(x), label="curve")
ax.plot(way.x, way.chord, label="chord")
mark(ax, (way.start, way.end), (way.curve[0], way.curve[-1]))
annotate(ax, "poor minimum", (way.start, way.curve[0]), (-6, -38))
annotate(ax, "lowest minimum", (way.end, way.curve[-1]), (-76, 2))
middle = way.widest
annotate(ax, "the chord is\nbelow the curve", (way.x[middle], way.curve[middle] / 2), (66, 46), "orange")
ax.set(xlabel="$x$", ylabel=r"$f(x) = x\,\cos(\pi x)$")
describe(
    fig,
    "A curve with a shallow valley on the left and a deep one on the right. A straight dashed line joins the two"
    " floors. It falls all the way, while the curve first rises: nearly all of the line is below the curve.",
)

# %%
# A convex curve may not do this: the chord would have to be above the curve everywhere.
