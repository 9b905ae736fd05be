r"""
A penalty and a decay on digits
===============================

At its best strength each gains the same; neither wins.
"""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.ticker import NullFormatter

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.adaptive.weight_decay_digits import DECAYS, NAMES, PENALTIES, RATES, digits_grid, plain

use_style()

# %%
# Mean test loss for all rates and strengths.
found = digits_grid()
mean, error = found.test.mean(-1), found.test.std(-1, ddof=1) / np.sqrt(found.test.shape[-1])
level = plain().mean(-1).min()

# %%
# A line for each rate; bars are two standard errors.
fig, axes = plt.subplots(2, 1, figsize=(5.0, 5.6), sharey=True)
looks = list(zip(RATES, ("purple", "blue", "orange", "green"), "Dos^", ("-.", "-", "--", ":"), strict=True))
for k, (ax, strengths) in enumerate(zip(axes, (PENALTIES, DECAYS), strict=True)):
    for j, (lr, color, shape, line) in enumerate(looks):
        shift = np.array(strengths) * 1.03 ** (j - 1)
        style = {"ls": line, "marker": shape, "color": COLOR[color], "ms": 4, "lw": 1.2}
        bars = ax.errorbar(shift, mean[k, j], 2 * error[k, j], **style)
        bars.set_label(f"rate 1/{1 / lr:.0f}")
    ax.axhline(level, color=COLOR["ink"], lw=0.8, label="no decay")
    ax.set(ylabel="loss on test samples", xscale="log", ylim=(0.17, 0.38))
    ax.set_xticks(strengths[::2], [f"1/{1 / s:.0f}" if s < 1 else f"{s:g}" for s in strengths[::2]])
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.minorticks_off()
    ax.set_xlabel(rf"$\lambda$ of {NAMES[k]}")
axes[0].legend(loc="upper right", ncols=2, fontsize="small")
describe(
    fig,
    "Loss on test samples against the strength, for a penalty in Adam above and AdamW below, with a line for each of"
    " four rates and a level for the best run with neither. In both pictures the lines have a minimum inside. For the"
    " three smaller rates it is at about the same height, a little below the level; for the largest it is near the"
    " level.",
)

# %%
# Both gain about a tenth, at strengths of their own.
