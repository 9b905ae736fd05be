r"""
The light cone
==============

A gradient reaches one coordinate more at each step. Heavy ball puts each coordinate to rest as soon as it is reached.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, SHADES, annotate, describe, use_style
from optbook.studies.momentum.nesterov import cone_race

use_style()

# %%
# What is left of each coordinate, as a share of the way that it has to go.
race = cone_race()
steps, count = 41, 40
names = {"descent": "gradient\ndescent", "heavy ball": "heavy\nball", "nesterov": "Nesterov"}
colors, styles = dict(zip(names, ("orange", "blue", "green"), strict=True)), ("--", "-", "-.")
shares = {name: np.abs(x / race.rest - 1)[:steps, :count].T for name, x in race.x.items()}

# %%
# Each coordinate at each step is a cell of one shade; below, the distance left, and what no method goes below.
fig, axes = plt.subplot_mosaic([list(names), ["left"] * 3], figsize=(5.0, 5.4), height_ratios=(6, 5))
levels, shades = [0, 1 / 100, 1 / 10, 1 / 4, 1 / 2, 3 / 4, 2], [COLOR["paper"], COLOR["face"], *SHADES[:4]]
step_edges, mass_edges = (np.repeat(np.arange(size + 1), 2)[1:-1] - 1 / 2 for size in (steps, count))
for name, share in shares.items():
    ax = axes[name]
    image = ax.contourf(step_edges, mass_edges + 1, share.repeat(2, 0).repeat(2, 1), levels, colors=shades)
    ax.grid(visible=False)
    ax.set_title(names[name], fontsize=10.5)
    ax.set(xlabel="step", xlim=(0, steps - 1), ylim=(1, count), xticks=[0, 20, 40], yticks=[1, 20, 40])
    ax.tick_params(labelleft=name == "descent")
axes["descent"].set_ylabel("coordinate")
bar = fig.colorbar(image, ax=[axes[name] for name in names], label="share left", pad=0.02, ticks=levels[1:-1])
bar.set_ticklabels(["1/100", "1/10", "1/4", "1/2", "3/4"])

ax, step = axes["left"], np.arange(len(race.bound))
for name, style in zip(names, styles, strict=True):
    ax.semilogy(step, race.left[name], style, color=COLOR[colors[name]], label=names[name].replace("\n", " "))
ax.semilogy(step, race.bound, ":", color=COLOR["ink"], lw=2.4, label="bound")
annotate(ax, "gradient descent", (64, race.left["descent"][64]), (-10, 22), "orange")
annotate(ax, "Nesterov", (56, race.left["nesterov"][56]), (46, 16), "green")
annotate(ax, "heavy ball is on\nthe bound", (36, race.bound[36]), (-60, -36), "blue")
ax.set(xlabel="step", ylabel="distance left", xlim=(0, step[-1]))
reached = [int((share[:, -1] < 1 / 2).sum()) for share in shares.values()]
describe(
    fig,
    "Above, three maps with the step to the right and the coordinate upward; the stronger the shade, the more is left"
    " of the coordinate. In each of them all above the diagonal has the strongest shade. Of heavy ball nothing is left"
    " below the diagonal. Of Nesterov's momentum the border is a band below the diagonal, and of gradient descent a"
    f" wide band that flattens: after {steps - 1} steps less than half is left of {reached[0]} coordinates, of"
    f" {reached[1]} with heavy ball, of {reached[2]} with Nesterov's momentum. Below, the distance left on a log axis:"
    " heavy ball falls along a dotted straight line, the bound; Nesterov's momentum less steeply, and gradient descent"
    " least.",
)

# %%
# Nothing is faster than the diagonal, and heavy ball moves along it.
