r"""
Gradients that are never cleared
================================

Three loops on one curve, at one rate. They differ in what stands where a new gradient is added.
"""

import matplotlib.pyplot as plt

from optbook.drawing import describe, label_ends, use_style
from optbook.studies.front.frameworks import MOMENTUM, memories

use_style()

# %%
# Gradient descent from one, on half a square.
found = memories()

# %%
# The same curve and rate: nothing is kept, a share is kept, all is kept.
fig, ax = plt.subplots()
names = {"cleared": "cleared", "decay": f"{MOMENTUM} of it kept", "add up": "never cleared"}
for name, path in found.items():
    ax.plot(path, label=names[name])
label_ends(ax)
ax.set(xlabel="update $t$", ylabel="$x_t$", xlim=(0, len(path) - 1))
describe(
    fig,
    "The iterates of three loops against the update. With gradients that are cleared the curve falls to zero and stays."
    " With a momentum that decays it swings a few times, ever less, and comes to rest at zero. With gradients that are"
    " never cleared it swings between one and minus one at the same height to the end.",
)

# %%
# Gradients that decay are momentum; gradients that add up swing without end.
