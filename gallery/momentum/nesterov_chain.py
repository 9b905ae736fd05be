r"""
The worst chain
===============

For each number of steps there is a chain on which no method can do better than a constant times accelerated gradient.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.accelerated import chain_race

use_style()

# %%
# Another chain for each number of steps.
race = chain_race()

# %%
# On log axes the two bounds are parallel lines of slope two.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.fill_between(race.step, race.lower, race.upper, color=COLOR["face"])
ax.loglog(race.step, race.upper, ":", color=COLOR["ink"], lw=1.2, label="upper bound")
ax.loglog(race.step, race.lower, ":", color=COLOR["ink"], lw=1.2, label="lower bound")
ax.loglog(race.step, race.descent, "s--", color=COLOR["orange"], ms=4, label="gradient descent")
ax.loglog(race.step, race.accelerated, "o-", color=COLOR["blue"], ms=4, label="accelerated gradient")
annotate(ax, "gradient descent", (race.step[-3], race.descent[-3]), (4, 62), "orange")
annotate(ax, "accelerated", (race.step[-3], race.accelerated[-3]), (-84, -58), "blue")
annotate(ax, "holds for accelerated", (race.step[2], race.upper[2]), (62, 22))
annotate(ax, "no method is below", (race.step[2], race.lower[2]), (-8, -46))
ax.set(xlabel="steps $t$, on a chain of $2 t + 1$ masses", ylabel=r"excess over $L R^2$")
describe(
    fig,
    "Excess of the value, over smoothness times squared distance, against the number of steps, both axes logarithmic."
    " Two dotted parallel lines of slope two enclose a band. The dots of accelerated gradient lie in it and soon run"
    " parallel to it. The squares of gradient descent fall less steeply and leave the band above.",
)

# %%
# The gap between the bounds is a constant factor: only it is left to gain.
