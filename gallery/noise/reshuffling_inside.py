r"""
Wait for the end of the epoch
=============================

With a new order each epoch the variance rises and falls within the epoch, and is least at its end.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.reshuffling import inside

use_style()

# %%
# Mean squares at rest within an epoch, simulated and in theory.
found = inside()
count = found.position[-1]
looks = {"replaced": ("blue", "-", "o"), "reshuffled": ("green", "--", "s")}

# %%
# At rest two epochs are alike: the measured one is drawn twice.
fig, ax = plt.subplots()
for order, (color, line, shape) in looks.items():
    for shift in (0, count):
        theory, square = 1000 * found.theory[order], 1000 * found.square[order]
        ax.plot(found.position + shift, theory, ls=line, color=COLOR[color], label=f"theory, {order}")
        ax.plot(found.position[::5] + shift, square[::5], shape, ms=4, color=COLOR[color], label=f"simulated, {order}")
ax.axvline(count, color=COLOR["muted"], ls=":", lw=1.3, label="end of an epoch")
top = 1000 * found.theory["reshuffled"][count // 2]
ax.text(2, 1000 * found.theory["replaced"][0] + 0.8, "with replacement", color=COLOR["blue"])
ax.text(count / 2, top + 0.9, "new order each epoch", color=COLOR["green"], ha="center")
annotate(ax, "end of\nthe epoch", (count, 1000 * found.theory["reshuffled"][-1]), (38, 74), "muted")
ax.set(xlabel="step", ylabel="mean square, in thousandths", ylim=(0, 12.5), xlim=(0, 2 * count))
describe(
    fig,
    "Mean square of the distance to the minimum over two epochs. With replacement it is constant. With a new order each"
    f" epoch it goes up and down: {found.theory['reshuffled'][count // 2] / found.theory['replaced'][0]:.0%} of the"
    f" constant in the middle of an epoch, {found.theory['reshuffled'][-1] / found.theory['replaced'][0]:.0%} at its"
    " end. Simulated marks lie on the lines.",
)

# %%
# The gain is made at the end of an epoch; a run stopped in the middle forgoes most of it.
