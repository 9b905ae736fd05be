"""Cooled, averaged, or neither: small networks on digits."""

from __future__ import annotations

from optbook.analysis import MedianInterval
from optbook.optimizers import Averaged, GradientDescent
from optbook.studies.schedules import digits_nets
from optbook.studies.schedules.cooldown_quadratic import rates_of
from optbook.studies.schedules.digits_nets import LANES, PEAKS, STEPS, Nets
from optbook.study import study

WAYS = {
    "constant": ("linear", 0.0),
    "linear, 1/5": ("linear", 0.2),
    "1 - sqrt, 1/5": ("1 - sqrt", 0.2),
    "linear, 1/2": ("linear", 0.5),
    "linear, all": ("linear", 1.0),
    "cosine, all": ("cosine", 1.0),
}
"""Shape and share of the cooldown; "average, 1/5" is the mean of the last fifth of the iterates of "constant"."""

NAMES = (*WAYS, "average, 1/5")


@study
def trained(name: str, lanes: int = LANES, steps: int = STEPS, batch_size: int = 8, seed: int = 0) -> tuple[Nets, Nets]:
    """Networks trained in one of `WAYS` at each of `PEAKS`: the last iterates, and for "constant" averages too."""
    shape, share = WAYS[name]
    table = rates_of(shape, PEAKS, steps, share)[:, :, None, None]
    optimizer = GradientDescent(lambda step: table[step])
    optimizer = Averaged(optimizer, steps - steps // 5) if name == "constant" else optimizer
    return digits_nets.trained(optimizer, len(PEAKS), lanes, steps, batch_size, seed)


def nets(name: str, seed: int = 0) -> Nets:
    """One of `NAMES`."""
    return trained("constant", seed=seed)[1] if name.startswith("average") else trained(name, seed=seed)[0]


def compare(name: str, test: bool = False, seed: int = 0, other: str = "constant") -> MedianInterval:
    """Logarithm of the ratio of losses, run by run; the six intervals against one way hold at once."""
    return digits_nets.compare(nets(name, seed), nets(other, seed), test, len(NAMES) - 1)
