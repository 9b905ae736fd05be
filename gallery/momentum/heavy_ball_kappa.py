r"""
Steps against the condition number
==================================

On log axes gradient descent has the slope one, and heavy ball half of it.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.momentum.heavy_ball import counts

use_style()

# %%
# Counted steps of both methods, each with its best parameters.
runs = counts()

# %%
# A power is a straight line.
fig, ax = plt.subplots()
ax.loglog(runs.kappa, runs.descent, "s--", color=COLOR["orange"], label="gradient descent")
ax.loglog(runs.kappa, runs.heavy, "o-", color=COLOR["blue"], label="heavy ball")
ax.loglog(runs.kappa, runs.promised, color=COLOR["muted"], ls=":", label="factor alone")
annotate(ax, r"gradient descent, $\sim \kappa$", (runs.kappa[3], runs.descent[3]), (-62, 26), "orange")
annotate(ax, r"heavy ball, $\sim \sqrt{\kappa}$", (runs.kappa[-1], runs.heavy[-1]), (-48, 30), "blue")
annotate(ax, "its factor alone", (runs.kappa[3], runs.promised[3]), (40, -28), "muted")
ax.set(xlabel=r"condition number $\kappa$", ylabel="steps to a millionth")
describe(
    fig,
    "Number of steps to a millionth of the distance against the condition number, both axes logarithmic. The squares of"
    " gradient descent lie on a line of slope one. The dots of heavy ball rise half as steeply, a little above a dotted"
    " line for its factor alone.",
)

# %%
# The worse the condition, the more memory gains.
