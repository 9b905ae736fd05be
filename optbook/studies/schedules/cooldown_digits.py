"""Cooled, averaged, or neither: small networks on digits, some runs to choose the rate, others to judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.analysis import MedianInterval, best_inside, median_interval
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import Averaged, GradientDescent
from optbook.studies.schedules.cooldown_quadratic import rates_of
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

STEPS = 420
"""Updates in a run."""

PEAKS = 2.0 ** np.arange(-4, 4)
"""Largest rates that are tried."""

CHOOSING = 12
"""Runs, the first ones, by which the peak is chosen; the others judge."""


@dataclass(frozen=True, eq=False)
class Nets:
    """Networks at the end of training.

    Attributes
    ----------
    train, test : (peaks, lanes) arrays
        Loss on the training samples and on others; inf where it is not a number.
    """

    train: np.ndarray
    test: np.ndarray

    @property
    def place(self) -> int:
        """Place of the best peak on the grid, by the runs that choose.

        Raises
        ------
        ValueError
            When it is at the edge of the grid.
        """
        return best_inside(np.log(self.train[:, :CHOOSING]).mean(-1))[0]

    @property
    def judged(self) -> np.ndarray:
        """Losses at the best peak, of the runs that judge, ``(2, runs)``: on training samples, on others."""
        return np.stack([self.train, self.test])[:, self.place, CHOOSING:]


@study
def trained(name: str, lanes: int = 40, steps: int = STEPS, batch_size: int = 8, seed: int = 0) -> tuple[Nets, Nets]:
    """Train networks with 8 hidden units on digits, in single precision, one of `WAYS` at each of `PEAKS`.

    The first are the last iterates, the second the means of the last fifth of them.  Runs of the same number have the
    same start and the same batches, whatever the way.  The loop is that of `descend`, without the values on the way.
    """
    data, (shape, share) = load("digits"), WAYS[name]
    model = MLP(data.train_inputs.astype(np.float32), data.train_targets, hidden=(8,))
    held = MLP(data.test_inputs, data.test_targets, hidden=(8,), classes=model.classes)
    source = Minibatches(model, batch_size, seed, lanes=(lanes,))
    table = rates_of(shape, PEAKS, steps, share)[:, :, None, None]
    optimizer = Averaged(GradientDescent(lambda step: table[step]), steps - steps // 5)
    x = np.broadcast_to(model.initialize(seed, batch=(lanes,)).astype(np.float32), (len(PEAKS), lanes, model.dim))
    state = optimizer.init(x)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps):
            delta, state = optimizer.update(source.at(step).grad(x), state, x)
            x = x + delta
        losses = [np.stack([model.value(at), held.value(at)]) for at in (x, state.average)]
    last, mean = (Nets(*np.where(np.isfinite(each), each, np.inf)) for each in losses)
    return last, mean


def nets(name: str, seed: int = 0) -> Nets:
    """One of `NAMES`."""
    return trained("constant", seed=seed)[1] if name.startswith("average") else trained(name, seed=seed)[0]


def compare(name: str, test: bool = False, seed: int = 0, other: str = "constant") -> MedianInterval:
    """Logarithm of the ratio of losses, run by run; the six intervals against one way hold at once."""
    found = [nets(each, seed).judged[int(test)] for each in (name, other)]
    return median_interval(np.log(found[0]) - np.log(found[1]), 1 - 0.05 / (len(NAMES) - 1))
