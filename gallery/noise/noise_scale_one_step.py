"""
One step with a batch
=====================

The mean decrease of the loss against the rate: a larger batch allows a larger rate, up to a limit.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, SHADES, annotate, describe, mark, use_style
from optbook.studies.noise.minibatches import airfoils, batch_gradients
from optbook.studies.noise.noise_scale import one_step

use_style()

# %%
# The theorem, and the mean over many batches of the loss after the step.
step, model = one_step(), airfoils()
sizes = (1, 10, 100, np.inf)
lr = np.linspace(0, 1.7 * step.best_rate(np.inf), 200)
start = model.value(np.zeros(model.dim))
tried = {size: step.best_rate(size) * np.array([0.5, 1, 1.5]) for size in sizes[1:3]}
drawn = {}
for size, rates in tried.items():
    gradients = batch_gradients(size, 2000, True)
    drawn[size] = [start - model.value(-rate * gradients).mean() for rate in rates]

# %%
# Parabolas, their tops, and simulated marks.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = zip(SHADES[1:], (":", "-.", "--", "-"), strict=True)
for size, (color, line) in zip(sizes, looks, strict=True):
    ax.plot(lr, step.decrease(lr, size), ls=line, color=color, label=f"exact, {size}")
    mark(ax, step.best_rate(size), step.best_decrease(size), marker="D", color="orange", size=7)
    if size in drawn:
        ax.plot(tried[size], drawn[size], "o", color=color, ms=5, label=f"drawn, {size}")
places = {1: (70, 10), 10: (62, 26), 100: (-42, 34)}
for size, offset in places.items():
    annotate(ax, f"$b$ = {size}", (step.best_rate(size), step.best_decrease(size)), offset, "blue")
annotate(ax, "no noise", (step.best_rate(np.inf), step.best_decrease(np.inf)), (38, 22), "blue")
ax.axhline(0, color=COLOR["muted"], lw=1, label="_zero")
ax.set(xlabel=r"learning rate $\eta$", ylabel="mean decrease of the loss", ylim=(-0.06, 0.29), xlim=(0, lr[-1]))
describe(
    fig,
    "Mean decrease of the loss in one step against the learning rate, as parabolas through the origin that open"
    " downward, for batches of one, ten and a hundred samples and for all. The larger the batch, the higher the top,"
    " and the farther to the right. That of a hundred is close to the one without noise. Drawn batches lie on them.",
)

# %%
# From one sample to ten the top rises several times over, from a hundred to all only a little.
