r"""DoG, distance over gradients: the rate is the distance gone so far, over the root of all squared gradients.

.. math:: \bar r_t = \max\!\left(r_\epsilon, \max_{s \le t} \|x_s - x_0\|\right), \qquad
          x_{t+1} = x_t - \frac{\bar r_t}{\sqrt{\sum_{s \le t} \|g_s\|^2 + \epsilon}} \, g_t

with :math:`r_\epsilon` = `distance` times :math:`1 + \|x_0\|`.

Source: M. Ivgi, O. Hinder and Y. Carmon, "DoG is SGD's best friend: A parameter-free dynamic step size schedule",
ICML, 2023; `eps` and the form of the first distance are those of the authors' package dog-optimizer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, length, like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_nonnegative, require_positive, require_rate


class DoGState(NamedTuple):
    """State of `DoG`."""

    step: int
    """Updates made so far; the schedule reads it."""
    start: np.ndarray
    """First iterate, ``(..., dim)``."""
    reach: np.ndarray
    """Largest distance from it so far, ``(..., 1)``."""
    total: np.ndarray
    """Sum of the squared lengths of the gradients, ``(..., 1)``."""


@dataclass(frozen=True, eq=False)
class DoG:
    """Gradient descent that finds its rate.  The authors recommend to average its iterates.

    Parameters
    ----------
    lr : float, array or schedule
        Factor on each step, positive; the paper's is 1.
    distance : float or array
        First guess of the distance to go, in units of ``1 + |x0|``, positive and small.
    eps : float or array
        Added to the sum of squares, at least 0.

    Raises
    ------
    ValueError
        When `lr` or `distance` is not positive or `eps` is negative.
    """

    lr: Rate = 1.0
    distance: float | np.ndarray = 1e-6
    eps: float | np.ndarray = 1e-8

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_positive(distance=self.distance)
        require_nonnegative(eps=self.eps)

    def init(self, x: np.ndarray) -> DoGState:
        """A first guess of the distance."""
        (distance,) = like(x, self.distance)
        zero = zeros(x, rate(self.lr, 0), self.distance, self.eps)
        reach = distance * (1 + length(x)) + zero[..., :1]
        return DoGState(step=0, start=x + zero, reach=reach, total=zero[..., :1])

    def update(self, grad: np.ndarray, state: DoGState, x: np.ndarray) -> tuple[np.ndarray, DoGState]:
        """Update the distance and the sum, then step by their ratio."""
        lr, eps = like(grad, rate(self.lr, state.step), self.eps)
        reach = np.maximum(state.reach, length(x - state.start))
        total = state.total + dot(grad, grad)
        return -lr * reach / np.sqrt(total + eps) * grad, DoGState(state.step + 1, state.start, reach, total)
