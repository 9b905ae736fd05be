"""
A plane through a trained network
=================================

The loss over a random direction and over the top eigenvector of the Hessian: a trough.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, draw_image, mark, use_style
from optbook.studies.challenges.landscapes import plane

use_style()

# %%
# Both directions have length 1 and are orthogonal: the plane is drawn without distortion.
cut = plane()

# %%
# Colors are equally spaced in the logarithm of the loss.
fig, ax = plt.subplots(figsize=(5, 4))
image = draw_image(ax, cut.a, cut.b, np.log10(cut.values))
mark(ax, 0, 0, size=8)
bar = fig.colorbar(image, label="loss")
bar.solids.set_rasterized(True)
ticks = np.array([0.2, 0.5, 1, 2, 5])
bar.set_ticks(np.log10(ticks), labels=[f"{tick:g}" for tick in ticks])
bar.outline.set_edgecolor(COLOR["muted"])
ax.set_aspect("equal")
ax.set(xlabel="distance along a random direction", ylabel="along the top eigenvector")
describe(
    fig,
    "The loss on a square plane through a trained network, as a heat map. A dark horizontal trough of low loss runs"
    " along the random direction through the mark in the middle; across it, along the top eigenvector, the loss climbs"
    " quickly on both sides.",
)

# %%
# Along the trough the loss hardly changes; across it a short step multiplies it.
