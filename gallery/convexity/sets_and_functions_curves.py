"""
The chord test on three curves
==============================

Each curve with the highest of its random chords, and with the lowest where that is below the curve.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, mark, use_style
from optbook.studies.convexity.sets_and_functions import CURVES, REACH, chords

use_style()

# %%
# Twenty thousand random chords of each curve.
x = np.linspace(-REACH, REACH, 401)
tests = chords()

# %%
# A chord that cuts below the curve is dashed and has a cross where it is furthest below; others are dotted.
fig, axes = plt.subplots(3, figsize=(5, 6.4), sharex=True)
for ax, (name, curve) in zip(axes, CURVES.items(), strict=True):
    test = tests[name]
    ax.plot(x, curve.value(x[:, None]), label=name)
    shown = [(test.highest, "above", "green", ":", "^")] + [(test.lowest, "below", "orange", "--", "X")] * test.violated
    for chord, where, color, line, marker in shown:
        ends = np.array([chord.start, chord.end])
        ax.plot(ends, curve.value(ends), line, color=COLOR[color], marker="o", ms=5, label=f"chord {where}")
        height = curve.value(chord.between) + chord.gap
        mark(ax, chord.between, height, marker=marker, color=color, size=9)
        text = f"{where}, by {abs(chord.gap):.2f}"
        offset = (-34 * (np.ptp(curve.value(ends)) > 1), 10) if where == "above" else (0, -20)
        place = {"textcoords": "offset points", "ha": "center"}
        ax.annotate(text, (chord.between[0], height), offset, color=COLOR[color], **place)
    ax.set_ylabel(name)
    ax.margins(y=0.28)
axes[-1].set_xlabel("$x$")
describe(
    fig,
    "Three curves over the interval from -2 to 2, one above the other. On the parabola and on the exponential the"
    " highest of the random chords is drawn, and no chord lies below the curve. On the cosine there are both: a dotted"
    " chord above the curve, and a dashed one from trough to trough, below the crest between them.",
)

# %%
# The cosine has chords above it as well: only a chord below decides.
