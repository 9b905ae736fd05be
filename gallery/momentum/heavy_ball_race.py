r"""
The best of both methods
========================

Each with its best parameters: heavy ball is far ahead, though later than its factor alone promises.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.studies.momentum.heavy_ball import first_below, race

use_style()

# %%
# Both from the same start, and the line that the factor alone would give.
run = race()
accuracy = 1e-6
descent, heavy = first_below(run.descent, accuracy), first_below(run.heavy, accuracy)
alone = run.heavy_factor ** np.arange(len(run.heavy))
promised = first_below(alone, accuracy)

# %%
# On a log axis a constant factor is a straight line.
fig, ax = plt.subplots()
ax.semilogy(run.descent, color=COLOR["orange"], ls="--", label="gradient descent")
ax.semilogy(run.heavy[: heavy + 10], color=COLOR["blue"], ls="-", label="heavy ball")
ax.semilogy(alone[: promised + 6], color=COLOR["muted"], ls=":", label="factor alone")
ax.axhline(accuracy, color=COLOR["ink"], lw=0.8, label="accuracy")
mark(ax, [descent, heavy], [run.descent[descent], run.heavy[heavy]])
annotate(ax, f"gradient descent:\nstep {descent}", (descent, accuracy), (-74, 62), "orange")
annotate(ax, f"heavy ball:\nstep {heavy}", (heavy, accuracy), (66, 40), "blue")
annotate(ax, "its factor alone", (promised // 2, alone[promised // 2]), (74, -2), "muted")
ax.set(xlabel="step", ylabel="distance left", ylim=(accuracy / 8, 12), xlim=(-15, 720))
describe(
    fig,
    "Distance to the minimum over the first one, on a log axis, against the step. Gradient descent falls along a"
    f" straight line and reaches a millionth at step {descent}. Heavy ball first rises, then falls steeply, and is"
    f" there at step {heavy}. A dotted line, the power of its factor, would be there at step {promised}.",
)

# %%
# The start of heavy ball's curve shows the price of the double root: it rises before it falls.
