r"""
Eight methods at equal cost
===========================

Points looked at until the gap is a millionth of the first, on random quadratics and on logistic regression.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.descent.comparison import LEARNING, NAMES, NOW, logistic, quadratic

use_style()

# %%
# All methods from several starts.
problems = {"quadratics": quadratic(), "logistic regression": logistic()}
looks = dict.fromkeys(NOW, ("orange", "o")) | dict.fromkeys(LEARNING, ("blue", "s"))
looks |= {"damped Newton": ("purple", "D")}

# %%
# A row a method, a mark a start, a bar at the median.
fig, axes = plt.subplots(2, figsize=(5.0, 5.6), sharex=True)
rows = np.arange(len(NAMES))
for ax, (problem, found) in zip(axes, problems.items(), strict=True):
    for row, name in zip(rows, NAMES, strict=True):
        color, marker = looks[name]
        points = found.points[name]
        ax.plot(points, np.full(len(points), row), marker, color=COLOR[color], ms=5, alpha=0.5, label=name)
        ax.plot(found.median(name), row, "|", color=COLOR["ink"], ms=14, mew=1.8, label=f"{name}, median")
    ax.set_yticks(rows, NAMES)
    for label, name in zip(ax.get_yticklabels(), NAMES, strict=True):
        label.set_color(COLOR[looks[name][0]])
    ax.set(xscale="log", xlim=(10, 3000), ylim=(len(NAMES) - 0.5, -0.5), ylabel=problem)
axes[1].set_xlabel("points looked at (log scale)")
cost = {problem: {name: round(found.median(name)) for name in NAMES} for problem, found in problems.items()}
describe(
    fig,
    f"Two panels, a row a method, marks along a log axis of points looked at. On quadratics the medians are"
    f" {cost['quadratics']['Armijo']} for Armijo's rule, {cost['quadratics']['fixed rate']} for the fixed rate,"
    f" {cost['quadratics']['L-BFGS']} for L-BFGS and {cost['quadratics']['damped Newton']} for Newton's method. On"
    f" logistic regression L-BFGS leads with {cost['logistic regression']['L-BFGS']}, Polyak's step has"
    f" {cost['logistic regression']['Polyak']} and Newton's method {cost['logistic regression']['damped Newton']}.",
)

# %%
# The first and the last differ between the problems: what holds on both is that learned curvature beats a fixed rate.
