r"""
A run that goes on too long
===========================

The training loss falls to the end.  The test loss turns where the network begins to learn labels that are wrong.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.challenges.risk_overfitting import ARMS, judged

use_style()

# %%
# Twelve runs on few digits, a fifth of them with a wrong label; and on the same digits with their true labels.
runs = judged()
step, wrong, true = runs.step, ARMS.index("constant"), ARMS.index("true labels")
(test, right), (train, _) = runs.test.mean(-1), runs.train
middle = np.median(test[wrong], -1)
turn = middle.argmin()

# %%
# Above the losses, below what is predicted; a thin line is a run, a thick one their median.
fig, axes = plt.subplots(2, figsize=(5.0, 6.4), sharex=True)
curves = [
    (axes[0], "test loss", test[wrong], "orange", "-"),
    (axes[0], "test loss with true labels", test[true], "green", "-."),
    (axes[0], "training loss", train[wrong], "blue", "--"),
    (axes[1], "test digits told apart", right[wrong], "orange", "-"),
    (axes[1], "wrong labels predicted", runs.learned[wrong], "purple", ":"),
]
for ax, name, lanes, color, line in curves:
    ax.semilogx(step[1:], lanes[1:], "-", color=COLOR[color], lw=0.6, alpha=0.35, label=f"{name}, a run")
    ax.semilogx(step[1:], np.median(lanes[1:], -1), line, color=COLOR[color], lw=2.4, label=name)
marks = (middle[turn], np.median(right[wrong, turn]), np.median(runs.learned[wrong, turn]))
for ax, height, color in zip(axes[[0, 1, 1]], marks, ("orange", "orange", "purple"), strict=True):
    mark(ax, step[turn], height, color=color, size=8)
early, late = np.searchsorted(step, (14, 450))
annotate(axes[0], "test loss", (step[late], middle[late]), (0, 62), "orange")
annotate(axes[0], "training loss", (step[early + 3], np.median(train[wrong, early + 3], -1)), (42, 32), "blue")
annotate(axes[0], "test loss,\ntrue labels", (step[early], np.median(test[true, early], -1)), (-26, -40), "green")
annotate(axes[1], "test digits\ntold apart", (step[early], np.median(right[wrong, early], -1)), (-18, 34), "orange")
annotate(axes[1], "wrong labels\npredicted", (step[turn], marks[2]), (-80, 0), "purple")
axes[0].set(ylabel="loss", ylim=(0, None))
axes[1].set(ylabel="share", xlabel="step", ylim=(0, 1.05))
axes[1].set_xticks(ticks := [10, 100, 1000], [f"{tick}" for tick in ticks])
describe(
    fig,
    "Two panels over the step, on a log axis. Above, the dashed training loss falls to zero. The test loss falls with"
    f" it at first, turns at a dot at step {step[turn]}, and rises to the end. The test loss of the runs with true"
    " labels falls and stays low. Below, the share of test digits that are told apart rises early and falls slowly"
    " later, while the dotted share of wrong labels that are predicted climbs from near zero to one, and passes a half"
    " near the dot.",
)

# %%
# Up to the dot the runs learn what digits have in common, and from there on what is wrong with their own.
