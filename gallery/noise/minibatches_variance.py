"""
Variance of a batch's gradient
==============================

Drawn with replacement it falls like one over the size; drawn without it falls to zero when all samples are in.
"""

import matplotlib.pyplot as plt
import numpy as np

from optbook.analysis import variance_share
from optbook.drawing import COLOR, annotate, describe, use_style
from optbook.studies.noise.minibatches import SIZES, variances

use_style()

# %%
# Many batches of each size, and the theorem at all sizes.
count = SIZES[-1]
found = {how: variances(how) for how in (True, False)}
sizes = np.unique(np.append(np.geomspace(1, count, 200).round(), count - 1))
one = found[True].theory[0]

# %%
# Marks are drawn batches, lines are the theorem.
fig, ax = plt.subplots(figsize=(5.0, 3.6))
looks = {True: ("blue", "-", "o", "with"), False: ("orange", "--", "s", "without")}
for how, (color, line, shape, name) in looks.items():
    theory = one * variance_share(sizes, count, how)
    ax.loglog(sizes[theory > 0], theory[theory > 0], ls=line, color=COLOR[color], label=f"theory, {name}")
    ax.loglog(
        found[how].batch_size,
        found[how].measured,
        shape,
        color=COLOR[color],
        ms=8 if how else 5,
        label=f"drawn, {name}",
    )
annotate(ax, "with replacement", (found[True].batch_size[2], found[True].measured[2]), (8, 40), "blue")
annotate(ax, "without", (found[False].batch_size[-1], found[False].measured[-1]), (-72, 0), "orange")
ax.set(xlabel="batch size $b$", ylabel="mean squared error", ylim=(3e-6, 20))
ax.set_xticks(ticks := [1, 10, 100, 1000], [f"{tick}" for tick in ticks])
describe(
    fig,
    "Mean squared distance of a batch's gradient from the whole one against the batch size, on log axes. The curve for"
    " draws with replacement is a straight line of slope minus one. The one for draws without replacement lies on it"
    f" for small batches and drops steeply close to {count}, the number of samples. Drawn batches lie on both.",
)

# %%
# As long as a batch is a small part of the data, how it is drawn does not matter for its variance.
