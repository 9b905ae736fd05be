r"""Exponential moving average of the iterates: a mean that forgets, beside a run that it does not touch.

.. math:: \bar x_{t+1} = \gamma \bar x_t + (1 - \gamma) x_{t+1}, \qquad \bar x_0 = x_0

Source: A. Tarvainen and H. Valpola, "Mean teachers are better role models: Weight-averaged consistency targets improve
semi-supervised deep learning results", NeurIPS, 2017.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.optimizers.averaged import AveragedState
from optbook.optimizers.hyperparameters import leaky
from optbook.protocols import Optimizer
from optbook.validation import require_fraction


@dataclass(frozen=True, eq=False)
class MovingAverage:
    """Any optimizer, with a leaky average of its iterates.

    The iterates are the optimizer's own.  The average is ``average`` in the state, and `evaluation_points` for a run.
    It begins at the start of the run; PyTorch's ``AveragedModel`` begins at the first iterate that it is shown.

    Parameters
    ----------
    optimizer : Optimizer
        What is averaged.
    decay : float or array
        Share of the average that is kept, in [0, 1).

    Raises
    ------
    ValueError
        When `decay` is outside [0, 1).
    """

    optimizer: Optimizer
    decay: float | np.ndarray = 0.99

    def __post_init__(self) -> None:
        require_fraction(decay=self.decay)

    def init(self, x: np.ndarray) -> AveragedState:
        """The average at `x`, for the shape that `decay` gives."""
        start = leaky(x, x, 0 * self.decay)
        return AveragedState(step=0, average=start, inner=self.optimizer.init(start))

    def update(self, grad: np.ndarray, state: AveragedState, x: np.ndarray) -> tuple[np.ndarray, AveragedState]:
        """Update, then take the new iterate into the average."""
        delta, inner = self.optimizer.update(grad, state.inner, x)
        return delta, AveragedState(state.step + 1, leaky(state.average, x + delta, self.decay), inner)

    def evaluation_points(self, x: np.ndarray) -> np.ndarray:
        """The averages of a run, from all of its iterates: ``(steps + 1, ..., dim)`` to the same."""
        first = leaky(x[0], x[0], 0 * self.decay)
        averages = np.empty((len(x), *first.shape), first.dtype)
        averages[0] = first
        for t in range(1, len(x)):
            averages[t] = leaky(averages[t - 1], x[t], self.decay)
        return averages
