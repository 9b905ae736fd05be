r"""
The minimum is left again
=========================

Without noise: the distance falls as long as the product below stays under the limit of heavy ball.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive.adam_runs import quiet

use_style()

# %%
# One parabola, one rate; the crossing is where the product passes the limit.
run = quiet()
distance, product, cross = run.distance[:, 0], run.product[:, 0], int(run.crossing[0])

# %%
# Above the distance, below the product of the curvature and the rate in use.
fig, (above, below) = plt.subplots(2, 1, sharex=True, figsize=(5.0, 4.0))
above.semilogy(distance, color=COLOR["blue"], ls="-", label="distance")
below.semilogy(np.arange(1, len(product) + 1), product, color=COLOR["orange"], ls="-", label="product")
below.axhline(run.limit, color=COLOR["ink"], lw=0.8, ls="--", label="limit")
for ax in (above, below):
    ax.axvline(cross, color=COLOR["muted"], lw=0.8, ls=":", label="crossing")
annotate(above, f"step {cross}", (cross, distance[cross]), (-70, 6))
annotate(below, f"limit {run.limit:g}", (cross // 3, run.limit), (0, 20))
above.set(ylabel="distance")
below.set(xlabel="step", ylabel=r"$\lambda\eta\,/\,\sqrt{\hat{s}}$", ylim=(product.min() / 1.5, 400))
describe(
    fig,
    f"Above: the distance from the minimum falls for {cross} steps by very many orders of magnitude, then rises again"
    " to a share of the rate, and falls anew. Below: the curvature times the rate in use grows. It passes the limit of"
    " heavy ball where the distance turns, and drops where the distance is large again.",
)

# %%
# The mean square forgets the early gradients, and the rate in use grows until the run is unstable.
