"""Six schedules on small networks for handwritten digits: a grid of peaks, some runs to choose, others to judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.analysis import MedianInterval, best_inside, median_interval
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.studies.schedules.decay_quadratic import NAMES, schedule
from optbook.study import study

STEPS = 420
"""Updates in a run."""

PEAKS = 2.0 ** np.arange(-4, 3)
"""First rates that are tried."""

CHOOSING = 12
"""Runs, the first ones, by which the peak is chosen; the others judge."""


@dataclass(frozen=True, eq=False)
class Nets:
    """Networks at the end of training under one schedule.

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
        return best_inside(self.train[:, :CHOOSING].mean(-1))[0]

    @property
    def judged(self) -> np.ndarray:
        """Losses at the best peak, of the runs that judge, ``(2, runs)``: on training samples, on others."""
        return np.stack([self.train, self.test])[:, self.place, CHOOSING:]


@study
def nets(name: str, lanes: int = 40, steps: int = STEPS, batch_size: int = 8, seed: int = 0) -> Nets:
    """Train networks with 8 hidden units on digits, in single precision, at each of `PEAKS`.

    Runs of the same number have the same start and the same batches, whatever the peak and the schedule.  The loop is
    that of `descend`, without the values at the iterates.
    """
    data = load("digits")
    model = MLP(data.train_inputs.astype(np.float32), data.train_targets, hidden=(8,))
    starts = model.initialize(seed, batch=(lanes,)).astype(np.float32)
    source = Minibatches(model, batch_size, seed, lanes=(lanes,))
    optimizer = GradientDescent(schedule(name, PEAKS[:, None, None], steps))
    x = np.broadcast_to(starts, (len(PEAKS), lanes, model.dim))
    state = optimizer.init(x)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps):
            delta, state = optimizer.update(source.at(step).grad(x), state, x)
            x = x + delta
        test = MLP(data.test_inputs, data.test_targets, hidden=(8,), classes=model.classes)
        losses = np.stack([model.value(x), test.value(x)])
    return Nets(*np.where(np.isfinite(losses), losses, np.inf))


def compare(name: str, test: bool = False, seed: int = 0, other: str = "constant") -> MedianInterval:
    """Logarithm of the ratio of losses, run by run; the intervals against one schedule hold at once."""
    found = (nets(each, seed=seed).judged[int(test)] for each in (name, other))
    return median_interval(np.log(next(found)) - np.log(next(found)), 1 - 0.05 / (len(NAMES) - 1))
