r"""
Creeping, swinging, alternating
===============================

A component of heavy ball does one of three things before it vanishes, by the roots of a quadratic equation.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, describe, use_style
from optbook.studies.momentum.heavy_ball import component, radius

use_style()

# %%
# One memory and three curvatures: one in each kind of roots.
beta, steps = 1 / 4, 24
kinds = {"creeps: positive roots": 1 / 8, "swings: complex roots": 7 / 4, "alternates: negative roots": 2.4}
runs = component(np.array(list(kinds.values())), beta, steps)
envelope = radius(np.array(list(kinds.values())), beta) ** np.arange(steps + 1)[:, None]

# %%
# Dots are the run; the band is the power of the larger root's modulus.
fig, axes = plt.subplots(3, 1, figsize=(5.0, 5.2), sharex=True)
looks = zip(axes, kinds.items(), runs.T, envelope.T, ("blue", "green", "orange"), strict=True)
for ax, (name, a), x, bound, color in looks:
    step = np.arange(steps + 1)
    ax.fill_between(step, -bound, bound, color=COLOR["face"])
    ax.plot(step, x, "-", color=COLOR[color], lw=1)
    ax.plot(step, x, "o", color=COLOR[color], ms=4, label=name)
    ax.set(ylabel="component", ylim=(-1.75, 1.75), xlim=(-0.5, steps + 0.5))
    ax.text(steps, 1.15, rf"{name}, $\eta\lambda$ = {a:.3g}", color=COLOR[color], ha="right")
axes[-1].set(xlabel="step")
describe(
    fig,
    "Three stacked pictures of one component against the step, each with a shaded band that narrows. Above it creeps to"
    " zero from one side. In the middle it swings through zero and is soon gone. Below it changes its sign at every"
    " step and fades slowly. The band is the power of the larger root's modulus.",
)

# %%
# With this memory the swinging component, of middle curvature, is the first to vanish.
