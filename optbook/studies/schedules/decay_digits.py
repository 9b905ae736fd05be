"""Six schedules on small networks for handwritten digits."""

from __future__ import annotations

from optbook.analysis import MedianInterval
from optbook.optimizers import GradientDescent
from optbook.studies.schedules import cooldown_digits, digits_nets
from optbook.studies.schedules.decay_quadratic import NAMES, schedule
from optbook.studies.schedules.digits_nets import LANES, PEAKS, STEPS, Nets
from optbook.study import study

COOLED = {"constant": "constant", "cosine": "cosine, all"}
"""Schedules that the page on cooldowns has too, by the names there."""


@study
def nets(name: str, lanes: int = LANES, steps: int = STEPS, batch_size: int = 8, seed: int = 0) -> Nets:
    """Networks trained under one of `NAMES` at each of `PEAKS`."""
    if name in COOLED:
        return cooldown_digits.trained(COOLED[name], lanes, steps, batch_size, seed)[0]
    optimizer = GradientDescent(schedule(name, PEAKS[:, None, None], steps))
    return digits_nets.trained(optimizer, len(PEAKS), lanes, steps, batch_size, seed)[0]


def compare(name: str, test: bool = False, seed: int = 0, other: str = "constant") -> MedianInterval:
    """Logarithm of the ratio of losses, run by run; the intervals against one schedule hold at once."""
    return digits_nets.compare(nets(name, seed=seed), nets(other, seed=seed), test, len(NAMES) - 1)
