r"""
Two parabolas hold the curve
============================

At each point a strongly convex and smooth curve is caught between a wide parabola and a narrow one.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import LogCosh
from optbook.studies.convexity.derivatives import tangent

use_style()

# %%
# The curve, its tangent at one point, and the two parabolas through that point.
curve = LogCosh()
line = tangent(curve, 1.6)
low, high = (line.line + bend / 2 * (line.x - line.at) ** 2 for bend in (curve.ridge, curve.ridge + 1))

# %%
# The band between the parabolas is where every such curve has to be.
fig, ax = plt.subplots(figsize=(5, 3.6))
ax.fill_between(line.x, low, high, color=COLOR["pale blue"])
ax.plot(line.x, high, "-.", color=COLOR["green"], label="L")
ax.plot(line.x, line.curve, "-", color=COLOR["blue"], lw=2.2, label="curve")
ax.plot(line.x, low, "--", color=COLOR["orange"], label="mu")
mark(ax, line.at, curve.f(line.at))
left, middle = np.searchsorted(line.x, (-2.2, -1.6))
annotate(ax, r"wide: $\mu/2$", (line.x[left], low[left]), (62, -26), "orange")
annotate(ax, "curve", (line.x[left], line.curve[left]), (-30, -32), "blue")
annotate(ax, r"narrow: $L/2$", (line.x[middle], high[middle]), (58, 12), "green")
ax.set(xlabel="$x$", ylabel="value", ylim=(-4, 7), xlim=(-4, 4))
describe(
    fig,
    f"Three curves touch at a marked point near {line.at:g}: a wide dashed parabola, the function, and a narrow"
    " dash-dotted parabola. Everywhere else the function is between the two, in a filled band.",
)

# %%
# The lowest points of the two parabolas bound the least value of the function from both sides.
