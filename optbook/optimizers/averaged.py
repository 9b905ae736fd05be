r"""Polyak-Ruppert averaging: the mean of the iterates, beside a run that it does not touch.

.. math:: \bar x_t = \frac{1}{t - s} \sum_{i = s + 1}^{t} x_i

Source: B. T. Polyak and A. B. Juditsky, "Acceleration of stochastic approximation by averaging", SIAM Journal on
Control and Optimization 30, 838-855, 1992.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from optbook.protocols import Optimizer
from optbook.validation import require_count


class AveragedState(NamedTuple):
    """State of `Averaged`."""

    step: int
    """Updates made so far."""
    average: np.ndarray
    """Mean of the iterates: the point to evaluate, ``(..., dim)``."""
    inner: Any
    """State of the optimizer."""


@dataclass(frozen=True, eq=False)
class Averaged:
    """Any optimizer, with the mean of its iterates.

    The iterates are the optimizer's own.  The mean is ``average`` in the state, and `evaluation_points` for a run.

    Parameters
    ----------
    optimizer : Optimizer
        What is averaged.
    start : int
        Updates before the averaging begins, at least 0.  Until then the mean is the iterate itself, and the start of
        the run never is part of it.

    Raises
    ------
    ValueError
        When `start` is no count.
    """

    optimizer: Optimizer
    start: int = 0

    def __post_init__(self) -> None:
        require_count(0, start=self.start)

    def init(self, x: np.ndarray) -> AveragedState:
        """The mean at `x`."""
        return AveragedState(step=0, average=x, inner=self.optimizer.init(x))

    def update(self, grad: np.ndarray, state: AveragedState, x: np.ndarray) -> tuple[np.ndarray, AveragedState]:
        """Update, then take the new iterate into the mean."""
        delta, inner = self.optimizer.update(grad, state.inner, x)
        return delta, AveragedState(state.step + 1, self._next(state.average, x + delta, state.step + 1), inner)

    def evaluation_points(self, x: np.ndarray) -> np.ndarray:
        """The means of a run, from all of its iterates: ``(steps + 1, ..., dim)`` to the same."""
        averages = np.empty_like(x)
        averages[0] = x[0]
        for t in range(1, len(x)):
            averages[t] = self._next(averages[t - 1], x[t], t)
        return averages

    def _next(self, average: np.ndarray, x: np.ndarray, step: int) -> np.ndarray:
        return average + (x - average) / max(step - self.start, 1)
