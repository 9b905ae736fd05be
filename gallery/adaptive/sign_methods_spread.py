r"""
How far around the minimum a run stays
======================================

Median distance at rest on a parabola, against the rate. With Cauchy noise only signs come nearer at a smaller rate.
"""

import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import norm

from optbook.drawing import COLOR, describe, label_ends, use_style
from optbook.studies.adaptive.sign_methods_noise import spread

use_style()

# %%
# Sign descent from the law of its walk; gradient descent in closed form, both for noise of scale one.
signs = {law: spread(law) for law in ("normal", "Cauchy")}
lr = signs["normal"].lr
plain = {"normal": norm.ppf(3 / 4) * np.sqrt(lr / (2 - lr)), "Cauchy": np.ones(len(lr))}

# %%
# Both axes are logarithmic.
fig, ax = plt.subplots()
ax.loglog(lr, plain["Cauchy"], color=COLOR["blue"], ls="--", marker="o", ms=4, label="gradient, Cauchy")
ax.loglog(lr, signs["Cauchy"].median, color=COLOR["orange"], ls="--", marker="s", ms=4, label="sign, Cauchy")
ax.loglog(lr, signs["normal"].median, color=COLOR["orange"], ls="-", marker="s", ms=4, label="sign, normal")
ax.loglog(lr, plain["normal"], color=COLOR["blue"], ls="-", marker="o", ms=4, label="gradient, normal")
ax.set(xlabel=r"rate $\eta$", ylabel="median distance", ylim=(0.02, 1.5))
ax.set_xticks([1 / 100, 1 / 10], ["1/100", "1/10"])
ax.set_yticks([1 / 30, 1 / 10, 1 / 3, 1], ["1/30", "1/10", "1/3", "1"])
ax.minorticks_off()
label_ends(ax, leaders=True)
describe(
    fig,
    "Median distance to the minimum against the rate on log axes. Gradient descent with Cauchy noise is level at one."
    " The three others fall with the root of the rate and lie close together: signs with Cauchy noise, signs with"
    " normal noise, and lowest gradient descent with normal noise.",
)

# %%
# A sign has bounded steps, so the noise need not have a variance.
