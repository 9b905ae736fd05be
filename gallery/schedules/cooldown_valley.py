r"""
A river and its hills
=====================

A fast run goes far down the river and swings across it; the cooldown takes it to the river.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.schedules.cooldown import COOLED, LENGTH, valley_exact, valley_rates, valley_runs

use_style()

# %%
# One run of each kind, and the expected values, which are exact.
begin, step = LENGTH - COOLED, np.arange(LENGTH + 1)
paths = {way: valley_runs(way, lanes=1)[:, 0] for way in ("slow", "cooled")}
exact = {way: valley_exact(valley_rates(way)) for way in ("fast", "slow", "cooled")}

# %%
# Above: seen from the sky.  Below: values.
fig, (top, bottom) = plt.subplots(2, figsize=(5.0, 6.0))
top.axhline(0, color=COLOR["muted"], lw=1)
x, y = paths["cooled"].T
top.plot(x[: begin + 1], y[: begin + 1], "-", color=COLOR["shade 2"], lw=1.2, label="fast")
top.plot(x[begin:], y[begin:], "-", color=COLOR["orange"], lw=2.2, label="cooled")
top.plot(*paths["slow"].T, "-", color=COLOR["ink"], lw=1.6, label="slow")
annotate(top, "fast", (x[40], y[40]), (24, 46 if y[40] > 0 else -46), "blue")
annotate(top, "cooled", (x[-1], y[-1]), (-4, 44), "orange")
annotate(top, "slow", tuple(paths["slow"][LENGTH // 2]), (-4, 62))
top.set(xlabel="along the river", ylabel="across the river", ylim=(-2.4, 2.4))
for way, color, line in (("fast", "blue", "--"), ("slow", "ink", "-"), ("cooled", "orange", "-")):
    value, rows = exact[way].river + exact[way].hill, slice(begin if way == "cooled" else 0, None)
    bottom.plot(step[rows], value[rows], ls=line, color=COLOR[color], label=way)
bottom.plot(step, exact["cooled"].river, ":", color=COLOR["muted"], label="river")
place = LENGTH // 3
annotate(bottom, "fast", (place, (exact["fast"].river + exact["fast"].hill)[place]), (30, 20), "blue")
annotate(bottom, "slow", (place, (exact["slow"].river + exact["slow"].hill)[place]), (24, 22))
annotate(bottom, "cooled", (104, (exact["cooled"].river + exact["cooled"].hill)[104]), (-62, -4), "orange")
annotate(bottom, "river beside the cooled run", (28, exact["cooled"].river[28]), (10, -42), "muted")
bottom.set(xlabel="step", ylabel="expected value")
describe(
    fig,
    "Above, paths in the plane: the fast run swings widely across the river and moves far along it, and in its cooldown"
    " the swings die out; the slow run keeps close to the river and has moved far less. Below, expected values"
    " against the step: the fast run is above the slow one for most of the run, and the cooldown drops it far below,"
    " near to the river beside it.",
)

# %%
# The river was falling all the time; the cooldown only shows it.
