r"""
Which shape, and how long
=========================

Expected gap at the end of the run against the share of the run that is cooled, each point at its own best peak.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.schedules.cooldown_quadratic import SHARES, averaged, by_share, tuned

use_style()

# %%
# Three shapes, the average over the same share, and the cosine over all of the run.
curves = {shape: by_share(shape) for shape in ("cosine", "linear", "1 - sqrt")}
curves["average"] = [averaged(float(share)).gap for share in SHARES[:-1]]

# %%
# Nothing is cooled at the left edge, all of the run at the right one.
fig, ax = plt.subplots(figsize=(5.0, 3.8))
looks = {"cosine": ("purple", ":", "^"), "linear": ("blue", "-", "o"), "1 - sqrt": ("green", "-.", "s")}
looks["average"] = ("orange", "--", "D")
for name, gap in curves.items():
    color, line, shape = looks[name]
    ax.plot(SHARES[: len(gap)], gap, ls=line, color=COLOR[color], label=name)
    mark(ax, SHARES[: len(gap)], gap, shape, color, 5)
mark(ax, 0, tuned("linear", 0.0).gap, "X", "ink", 8, "none")
annotate(ax, "no cooldown", (0, tuned("linear", 0.0).gap), (62, 4))
annotate(ax, "cosine", (SHARES[6], curves["cosine"][6]), (16, 28), "purple")
annotate(ax, "linear", (SHARES[3], curves["linear"][3]), (50, 60), "blue")
annotate(ax, "1 - sqrt", (SHARES[-1], curves["1 - sqrt"][-1]), (-14, -30), "green")
annotate(ax, "average", (SHARES[4], curves["average"][4]), (-40, -30), "orange")
ax.set(xlabel="share of the run that is cooled", ylabel="expected gap", ylim=(0.0105, 0.0192))
describe(
    fig,
    "Expected gap against the share of the run that is cooled. All curves fall from left to right, steeply at first."
    " Linear and one minus root nearly coincide and are below the cosine. The average over the same share of a constant"
    " rate is the lowest curve.",
)

# %%
# The first fifth buys more than half of what a cooldown can give here.
