r"""
One bad draw
============

Under heavy-tailed noise a single step throws the run far out. A clipped run starts more slowly and cannot be thrown.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.heavy_tails_runs import tail_run

use_style()

# %%
# The same noise for both: a typical run, and the 99th percentile of all.
looks = {"not clipped": (False, "orange", "--"), "clipped": (True, "blue", "-")}
distance = {name: np.linalg.norm(tail_run(flag).x, axis=-1) for name, (flag, *_) in looks.items()}
lane = np.argsort(distance["not clipped"].max(0))[len(distance["clipped"][0]) // 2]

# %%
# Above one run of each kind, below the 99th percentile.
fig, axes = plt.subplots(2, figsize=(5.0, 5.2), sharex=True)
for name, (_, color, line) in looks.items():
    axes[0].semilogy(distance[name][:, lane], ls=line, lw=1.4, color=COLOR[color], label=f"one run, {name}")
    percentile = np.quantile(distance[name], 0.99, axis=1)
    axes[1].semilogy(percentile, ls=line, color=COLOR[color], label=f"99th percentile, {name}")
worst = distance["not clipped"][20:, lane].argmax() + 20
annotate(axes[0], "not clipped", (worst, distance["not clipped"][worst, lane]), (38, 2), "orange", ha="left")
annotate(axes[0], "clipped", (8, distance["clipped"][8, lane]), (26, 22), "blue")
axes[1].text(99, 8.5, "not clipped", color=COLOR["orange"], ha="right")
axes[1].text(99, 0.82, "clipped", color=COLOR["blue"], ha="right")
axes[0].set(ylabel="distance, one run", ylim=(0.008, 30))
axes[1].set(ylabel="99th percentile", xlabel="step", ylim=(0.3, 15))
for ax, ticks in ((axes[0], [0.01, 0.1, 1, 10]), (axes[1], [1, 10])):
    ax.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
describe(
    fig,
    "Two panels of distances to the minimum against the step, on log axes. Above, one run that is not clipped shows"
    " spikes after which it returns; a clipped run with the same noise falls more slowly and has no spikes. Below, the"
    " 99th percentile of many runs stays as high as the start without clipping, and falls to a tenth with it.",
)

# %%
# The 99th percentile shows the difference far more than the typical run does.
