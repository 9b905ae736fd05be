r"""
The risk is the mean of the losses
==================================

Each example shifts the loss sideways. Their mean is higher, flatter, and lowest at another place than the loss without
a shift.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, mark, use_style
from optbook.objectives import CosineWell
from optbook.studies.challenges.risk_samples import LOSS, RISK, bundle, lowest

use_style()

# %%
# A sample of one example: its empirical risk is the loss on that example.
single = bundle(sizes=(1,), lanes=12)
plain, risk = lowest(LOSS), lowest(RISK)

# %%
# Thin lines: the losses.  Thick: their mean over all shifts, in closed form.
fig, ax = plt.subplots(figsize=(5, 3.8))
for number, loss in enumerate(single.empirical[0], start=1):
    ax.plot(single.x, loss, color=COLOR["muted"], ls="-", lw=0.7, alpha=0.6, label=f"loss {number}")
ax.plot(single.x, CosineWell().f(single.x), color=COLOR["orange"], ls="--", label="f")
ax.plot(single.x, single.risk, color=COLOR["blue"], ls="-", lw=2.6, label="R")
mark(ax, plain.x, plain.value, color="orange", size=8)
mark(ax, risk.x, risk.value, color="blue", size=8)
box = {"facecolor": COLOR["paper"], "edgecolor": "none", "pad": 1.5}
ax.set(xlabel="$x$", ylabel="loss", ylim=(-1.62, 0.75))
annotate(
    ax, f"no shift, $f$\n({plain.x:.4f}, {plain.value:.4f})", (plain.x, plain.value), (56, -38), "orange", bbox=box
)
annotate(ax, f"risk, $R$\n({risk.x:.4f}, {risk.value:.4f})", (risk.x, risk.value), (-30, 122), "blue", bbox=box)
describe(
    fig,
    "Twelve thin gray curves, valleys of the same shape shifted sideways by different amounts. Among them a dashed"
    f" curve, the loss without a shift, with its lowest point at {plain.x:.2f}, and a thick solid one, the mean over"
    f" all shifts: its valley is flatter, higher, and lowest at {risk.x:.2f}.",
)

# %%
# The mean of many valleys is a shallower valley, and where one side is steeper than the other it is lowest elsewhere.
