r"""
How wrong a step is
===================

The error of a sample's gradient stays as the run goes on; with an anchor or a table it goes to zero with the distance.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.variance_reduction import paths

use_style()

# %%
# One run of each method; its error over all samples at each place that was looked at.
found = paths()
runs = {name: (found[name].passes, found[name].error[:, 0]) for name in ("SGD", "SVRG", "SAGA")}

# %%
# An error of zero, where the anchor is the iterate itself, is left out.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
for (passes, error), color, line in zip(runs.values(), ("orange", "blue", "green"), ("-.", "-", "--"), strict=True):
    seen = error > 0
    ax.semilogy(passes[seen], error[seen], color=COLOR[color], ls=line)
annotate(ax, "SGD", (23, runs["SGD"][1][46]), (0, -22), "orange")
annotate(ax, "SVRG, sawteeth:\na new anchor", (15, runs["SVRG"][1][found["SVRG"].at(15)]), (10, 20), "blue")
annotate(ax, "SAGA", (15, runs["SAGA"][1][found["SAGA"].at(15)]), (-44, -30), "green")
ax.set(xlabel="passes over the data", ylabel="mean squared error of a step's gradient", xlim=(0, 25))
describe(
    fig,
    "Mean squared error of the gradient estimate against passes over the data, on a log axis. That of SGD stays level"
    f" near {runs['SGD'][1][-1]:.1f}. That of SVRG rises between anchors and drops at each new one, in sawteeth that"
    " fall by about the same factor each. That of SAGA falls faster, nearly along a straight line.",
)

# %%
# Steps that are less and less wrong need no smaller rate.
