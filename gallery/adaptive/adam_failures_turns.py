r"""
Two small votes against a large one
===================================

The slopes are three, minus one and minus one in turn: the best point is the left end of the interval.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_failures_runs import periodic

use_style()

# %%
# Iterates of five runs from the middle.
runs = periodic()
step = np.arange(len(runs["Adam"]))

# %%
# Every third iterate, at the end of a period.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
styles = {"Adam": ("orange", "--"), "AMSGrad": ("blue", "-"), "Yogi": ("green", "-.")}
styles |= {"ADOPT": ("purple", ":"), "Adam, usual": ("ink", "--")}
places = {"Adam": (900, (24, -34)), "AMSGrad": (1200, (-6, 34)), "Yogi": (2700, (20, 34))}
places |= {"ADOPT": (240, (-26, -26)), "Adam, usual": (900, (46, -30))}
for name, (color, line) in styles.items():
    ax.plot(step[::3], runs[name][::3], line, color=COLOR[color], label=name)
    at, offset = places[name]
    annotate(ax, "Adam at the\nusual memories" if "," in name else name, (at, runs[name][at]), offset, color)
ax.set(xlabel="step", ylabel="$x$", ylim=(-1.65, 1.15), xlim=(0, 4900))
ax.set_xscale("function", functions=(np.sqrt, np.square))
ax.set_yticks([-1, 0, 1])
ax.set_xticks([0, 500, 1500, 3000, 4500])
describe(
    fig,
    "Iterate against the step for five runs on an interval from minus one to one, all from zero. Adam rises to plus"
    " one. Adam at its usual memories, AMSGrad, Yogi and ADOPT fall to minus one, ADOPT first and Yogi last.",
)

# %%
# Adam with a short memory ends at the worst point; the mean slope points the other way.
