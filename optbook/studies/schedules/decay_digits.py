"""Six schedules on small networks for handwritten digits."""

from __future__ import annotations

import numpy as np

from optbook.analysis import MedianInterval
from optbook.optimizers import GradientDescent
from optbook.studies.schedules import cooldown_digits, digits_nets
from optbook.studies.schedules.decay_quadratic import NAMES, schedule
from optbook.studies.schedules.digits_nets import STEPS, Nets
from optbook.study import study

PEAKS = 2.0 ** np.arange(-4, 3)
"""First rates that are tried."""

COOLED = {"constant": "constant", "cosine": "cosine, all"}
"""Schedules that the page on cooldowns has too, by the names there, at the same peaks and one more."""


@study
def nets(name: str, lanes: int = 40, steps: int = STEPS, batch_size: int = 8, seed: int = 0) -> Nets:
    """Networks trained under one of `NAMES` at each of `PEAKS`."""
    if name in COOLED:
        last, _ = cooldown_digits.trained(COOLED[name], lanes, steps, batch_size, seed)
        return Nets(last.train[: len(PEAKS)], last.test[: len(PEAKS)])
    optimizer = GradientDescent(schedule(name, PEAKS[:, None, None], steps))
    return digits_nets.trained(optimizer, len(PEAKS), lanes, steps, batch_size, seed)[0]


def compare(name: str, test: bool = False, seed: int = 0, other: str = "constant") -> MedianInterval:
    """Logarithm of the ratio of losses, run by run; the intervals against one schedule hold at once."""
    return digits_nets.compare(nets(name, seed=seed), nets(other, seed=seed), test, len(NAMES) - 1)
