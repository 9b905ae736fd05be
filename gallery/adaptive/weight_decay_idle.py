r"""
A weight that the loss does not see
===================================

With a penalty Adam takes it down by one rate a step, whatever the penalty; AdamW by a share that one can choose.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.weight_decay import idle

use_style()

# %%
# A thousand steps at three strengths.
steps = 1000
strengths = (1 / 100, 1 / 10, 1.0)
coupled, decayed = (run.T for run in idle(np.array(strengths), steps))

# %%
# The three curves of Adam with a penalty lie on each other.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
for row, (strength, width, line) in enumerate(zip(strengths, (6, 3.5, 1.5), ("-", "-", "--"), strict=True)):
    color = COLOR["pale orange"] if width > 5 else COLOR["orange"] if width < 3 else COLOR["shade 1"]
    ax.plot(coupled[row], line, color=color, lw=width, label=f"penalty {strength:g}")
    ax.plot(decayed[row], "-.", color=COLOR["blue"], lw=1.5, label=f"AdamW {strength:g}")
    ax.text(steps + 15, decayed[row, steps], rf"AdamW, $\lambda$ = {strength:g}", color=COLOR["blue"], va="center")
annotate(ax, "Adam with a penalty:\nall three $\\lambda$", (400, coupled[-1, 400]), (-20, -72), "orange")
ax.set(xlabel="step", ylabel="weight", ylim=(0, 1.06), xlim=(0, steps))
describe(
    fig,
    "A weight against the step, from one. Three curves of Adam with a penalty lie on each other and fall to"
    f" {coupled[-1, steps]:.2f}. The three of AdamW differ: the weakest decay hardly moves the weight, the strongest"
    f" takes it to {decayed[-1, steps]:.2f}.",
)

# %%
# The size of the penalty cancels in Adam's quotient.
