"""
A narrow bump hides from random chords
======================================

Half the width of the bump costs four times as many chords until one finds it.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.objectives import BumpedParabola
from optbook.studies.convexity.sets_and_functions import REACH, bumps

use_style()

# %%
# A parabola with bumps of three widths, and the share of random chords that lie below each of four.
found = bumps()
x = np.linspace(-REACH / 4, REACH / 4, 601)

# %%
# Above the curves, below the share on log axes.
fig, (top, bottom) = plt.subplots(2, figsize=(5, 5.2), height_ratios=(2, 3))
looks = [("shade 3", "-.", (0, -24)), ("blue", "--", (0, 25)), ("shade 5", "-", (0, 25))]
for width, (color, line, offset) in zip(found.width[1:], looks, strict=True):
    curve = BumpedParabola(width).f
    top.plot(x, curve(x), line, color=COLOR[color], label=f"width {width:g}")
    annotate(top, f"width {width:g}", (0, curve(0.0)), offset, color)
top.set(xlabel="$x$", ylabel="$f(x)$", ylim=(-0.045, 0.14))
bottom.loglog(found.width, found.theory, color=COLOR["orange"], ls="--", label="theory")
bottom.errorbar(found.width, found.share, 2 * found.error, fmt="o", color=COLOR["blue"], capsize=3, label="counted")
for width, share, theory in zip(found.width, found.share, found.theory, strict=True):
    text = f"1 in {1 / theory:.0f}"
    bottom.annotate(text, (width, share), (10, -12), textcoords="offset points", color=COLOR["blue"])
annotate(bottom, "one integral,\nscaled: slope 2", (found.width[1], found.theory[1]), (-16, 50), "orange")
bottom.set_xticks(found.width, labels=[f"{width:g}" for width in found.width])
bottom.minorticks_off()
bottom.margins(x=0.16)
bottom.set(xlabel="width $w$ of the bump", ylabel="share of chords below")
describe(
    fig,
    "Above, three parabolas with bumps of different widths on their floor; the narrowest is hardly visible. Below, the"
    " share of random chords that find the bump against its width on log axes: dots with intervals on a line of slope"
    f" 2, from one chord in {1 / found.theory[0]:.0f} to one in {1 / found.theory[-1]:.0f}.",
)

# %%
# A test that found nothing says little about features narrower than the spacing of what it tried.
