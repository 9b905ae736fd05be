r"""
The rate of Adadelta on digits
==============================

Training loss against the factor times the root of eps: two values of eps, one curve.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.adaptive import adam_runs
from optbook.studies.adaptive.adadelta_forms import EXPONENTS, trained

use_style()

# %%
# Five starts for each; RMSProp meets the same starts and samples.
powers = (-6, -10)
logs = [(2.0 ** np.array(EXPONENTS), np.log(trained(10.0**power))) for power in powers]
tried = adam_runs.EXPONENTS["RMSProp"]
logs.append((2.0 ** np.array(tried), np.log(adam_runs.trained("RMSProp", tried))))

# %%
# Geometric means, with two standard errors.
fig, ax = plt.subplots(figsize=(5.0, 3.4))
for (rate, log), color, shape, line in zip(logs, ("blue", "orange", "green"), "os^", ("-", "--", "-."), strict=True):
    mean, spread = np.exp(log.mean(1)), np.exp(2 * log.std(1, ddof=1) / np.sqrt(log.shape[1]))
    bars = [mean - mean / spread, mean * spread - mean]
    ax.errorbar(rate, mean, bars, color=COLOR[color], marker=shape, ls=line, ms=4.5, lw=1.5)
(rate, log), (_, other), (rms, last) = logs
annotate(ax, rf"$\varepsilon = 10^{{{powers[0]}}}$", (rate[-1], np.exp(log[-1].mean())), (-44, 10), "blue")
annotate(ax, rf"$\varepsilon = 10^{{{powers[1]}}}$", (rate[2], np.exp(other[2].mean())), (-86, -22), "orange")
annotate(ax, "RMSProp", (rms[-1], np.exp(last[-1].mean())), (10, -42), "green")
default = 1 / 1000
ax.axvline(default, color=COLOR["muted"], ls=":", lw=1.2)
ax.text(default * 1.1, 1.6, "default", color=COLOR["muted"])
ax.set(
    xlabel=r"$\eta \sqrt{\varepsilon}$, or the rate of RMSProp",
    ylabel="training loss",
    xscale="log",
    yscale="log",
    ylim=(0.015, 2.5),
)
describe(
    fig,
    "Training loss against the product of the factor and the root of eps, on log axes. The curves for two values"
    " of eps, ten thousand times apart, lie nearly on each other: a valley with one lowest point. RMSProp against"
    " its rate is a valley of about the same depth and place. A dotted line marks the default of Adadelta, far up"
    " the left side.",
)

# %%
# There is a best rate here as for any other method; the default is not it.
