"""
When to stop
============

The error on new data is least long before the run has learned all that it can, and then the fit to the noise adds up.
"""

import matplotlib.pyplot as plt

from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.descent.early_stopping import stopped

use_style()

# %%
# Expected errors, exact at each number of steps; a ridge's weight goes with the number of steps that resembles it.
found = stopped()
best, ridge = found.best, found.ridge.argmin()
late = len(found.steps) * 3 // 4

# %%
# Both fits, and the two parts of the first.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
ax.semilogx(found.steps, found.bias, ":", color=COLOR["muted"], label="without noise")
ax.semilogx(found.steps, found.noise, "-.", color=COLOR["muted"], label="from the noise")
ax.semilogx(found.steps, found.ridge, "--", color=COLOR["orange"], label="ridge")
ax.semilogx(found.steps, found.error, color=COLOR["blue"], label="gradient descent")
ax.plot(found.steps[best], found.error[best], "o", color=COLOR["blue"])
ax.plot(found.steps[ridge], found.ridge[ridge], "o", color=COLOR["orange"])
ax.axhline(found.end, color=COLOR["ink"], lw=0.8, ls=(0, (1, 3)))
annotate(ax, f"step {found.steps[best]:.0f}", (found.steps[best], found.error[best]), (48, -32), "blue")
annotate(ax, "gradient descent", (found.steps[late - 30], found.error[late - 30]), (-10, 44), "blue")
annotate(ax, "ridge", (found.steps[late - 20], found.ridge[late - 20]), (14, -34), "orange")
annotate(ax, "from noise", (found.steps[24], found.noise[24]), (-12, -26), "muted")
annotate(ax, "without\nnoise", (found.steps[best // 2], found.bias[best // 2]), (-30, -26), "muted")
ax.set(xlabel="step $t$", ylabel="test error", ylim=(0, 0.1), xlim=(1, found.steps[-1]))
describe(
    fig,
    "Test error against the step, on a log axis. It falls to"
    f" {found.error[best]:.4f} at step {found.steps[best]:.0f} and rises in stairs to {found.end:.4f}. Ridge regression"
    " runs close to it, a little smoother. The part without noise falls to nearly zero, the part from the noise rises.",
)

# %%
# The minimum is where what is still learned of the sine is worth less than what is learned of the noise.
