"""Small networks on digits that are trained at a grid of peak rates: some runs choose the peak, the others judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import finish
from optbook.analysis import MedianInterval, best_inside, median_interval
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.protocols import Optimizer

STEPS = 420
"""Updates in a run."""

LANES = 40
"""Runs at each peak."""

PEAKS = 2.0 ** np.arange(-3, 3)
"""Largest rates that are tried."""

CHOOSING = 12
"""Runs, the first ones, by which the peak is chosen; the others judge."""


def chosen(loss: np.ndarray, runs: int) -> int:
    """Place of the best peak on the grid by the geometric mean of the first `runs`; `loss` is ``(peaks, lanes)``.

    Raises
    ------
    ValueError
        When it is at the edge of the grid.
    """
    return best_inside(np.log(loss[:, :runs]).mean(-1))[0]


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
        """Place of the best peak on the grid; `chosen` refuses one at its edge."""
        return chosen(self.train, CHOOSING)

    @property
    def judged(self) -> np.ndarray:
        """Losses at the best peak, of the runs that judge, ``(2, runs)``: on training samples, on others."""
        return np.stack([self.train, self.test])[:, self.place, CHOOSING:]


def trained(optimizer: Optimizer, peaks: int, lanes: int, steps: int, batch_size: int, seed: int) -> tuple[Nets, Nets]:
    """Train networks with 8 hidden units on digits, in single precision, at each of so many peaks.

    Runs of the same number have the same start and the same batches, whatever the peak and the method.

    Returns
    -------
    last, average : Nets
        At the last iterates, and at the average that the optimizer keeps; the same where it keeps none.
    """
    data = load("digits")
    model = MLP(data.train_inputs.astype(np.float32), data.train_targets, hidden=(8,))
    held = MLP(data.test_inputs, data.test_targets, hidden=(8,), classes=model.classes)
    starts = model.initialize(seed, batch=(lanes,)).astype(np.float32)
    source = Minibatches(model, batch_size, seed, lanes=(lanes,))
    x, state = finish(source, np.broadcast_to(starts, (peaks, lanes, model.dim)), optimizer, steps)

    def judged(x: np.ndarray) -> Nets:
        with np.errstate(over="ignore", invalid="ignore"):
            losses = np.stack([model.value(x), held.value(x)])
        return Nets(*np.where(np.isfinite(losses), losses, np.inf))

    last = judged(x)
    return last, judged(state.average) if hasattr(state, "average") else last


def compare(one: Nets, other: Nets, test: bool, rivals: int) -> MedianInterval:
    """Logarithm of the ratio of losses, run by run; the intervals of so many rivals of the other hold at once."""
    pair = (each.judged[int(test)] for each in (one, other))
    return median_interval(np.log(next(pair)) - np.log(next(pair)), 1 - 0.05 / rivals)
