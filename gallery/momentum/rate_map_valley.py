r"""
The map for a whole valley
==========================

With many curvatures the slowest one decides: what is left is a narrow ridge, with the best pair at its tip.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, draw_image, mark, use_style
from optbook.studies.momentum.rate_map import valley_map

use_style()

# %%
# The larger radius of the flattest and the steepest direction.
runs = valley_map()
share, beta, factor = runs.best
plain = 2 * runs.kappa / (runs.kappa + 1)
stable = np.ma.masked_greater_equal(runs.factor, 1)

# %%
# Steps for a digit are easier to compare than factors that are all near one.
digit = np.log(10) / -np.log(np.ma.masked_less_equal(stable, 0))
fig, ax = plt.subplots(figsize=(5.0, 4.2))
image = draw_image(ax, runs.share, runs.beta, np.ma.log10(digit), cmap="Blues", vmin=1, vmax=3)
ax.plot(2 * (1 + runs.beta), runs.beta, ls="-", color=COLOR["orange"], lw=1.8, label="limit")
mark(ax, [share, plain], [beta, 0], "D", size=7)
paper = {"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1.5}
at = np.log(10) / -np.log([factor, (runs.kappa - 1) / (runs.kappa + 1)])
ax.text(share - 0.12, beta, f"best pair:\n{at[0]:.0f} steps a digit", ha="right", va="center", bbox=paper)
ax.text(plain - 0.12, 1 / 9, f"best without\nmemory:\n{at[1]:.0f} steps a digit", ha="right", va="center", bbox=paper)
ax.text(3.4, 1 / 3, "diverges", ha="center")
bar = fig.colorbar(image, label="steps for a digit", pad=0.02, ticks=[1, 2, 3])
bar.ax.set_yticklabels(["10", "100", "1000"])
ax.set(xlabel=r"rate times largest curvature, $\eta L$", ylabel=r"memory $\beta$", xlim=(0, runs.share[-1]))
describe(
    fig,
    f"A map for a condition number of {runs.kappa:.0f}: rate times largest curvature to the right, memory upward; the"
    " paler, the fewer steps a digit takes. It is dark at small rates and small memories, and palest close to the edge"
    f" of stability at a memory of {beta:.2f}, where a mark shows the best pair, {at[0]:.0f} steps. A mark on"
    f" the bottom line is the best rate without memory, {at[1]:.0f} steps.",
)

# %%
# The best pair lies close to the edge of stability, and the slope toward it is steep from below.
