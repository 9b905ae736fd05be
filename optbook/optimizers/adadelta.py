r"""Adadelta: RMSProp whose rate is the root of a leaky average of its own squared steps.

.. math:: s_{t+1} = \gamma s_t + (1 - \gamma) g_t^2, \qquad
          d_t = \frac{\sqrt{u_t + \epsilon}}{\sqrt{s_{t+1} + \epsilon}} \, g_t, \qquad
          u_{t+1} = \gamma u_t + (1 - \gamma) d_t^2, \qquad
          x_{t+1} = x_t - \eta_t d_t

Source: M. D. Zeiler, "ADADELTA: An adaptive learning rate method", arXiv:1212.5701, 2012.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import leaky, like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_positive, require_rate


class AdadeltaState(NamedTuple):
    """State of `Adadelta`."""

    step: int
    """Updates made so far; the schedule reads it."""
    square: np.ndarray
    """Leaky average of the squared gradients, ``(..., dim)``."""
    moved: np.ndarray
    """Leaky average of the squared steps before `lr`, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class Adadelta:
    """Steps in the units of the variables.

    Parameters
    ----------
    lr : float, array or schedule
        Factor on each step, positive; the paper has none, which is 1.
    decay : float or array
        Share of both averages that is kept, in [0, 1).  PyTorch and Optax call it ``rho``.
    eps : float or array
        Added inside both roots, positive: it alone starts the motion, the first step being about
        ``sqrt(eps / (1 - decay))``.

    Raises
    ------
    ValueError
        When `lr` or `eps` is not positive or `decay` is outside [0, 1).
    """

    lr: Rate = 1.0
    decay: float | np.ndarray = 0.9
    eps: float | np.ndarray = 1e-6

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_fraction(decay=self.decay)
        require_positive(eps=self.eps)

    def init(self, x: np.ndarray) -> AdadeltaState:
        """Nothing seen, nothing moved."""
        zero = zeros(x, rate(self.lr, 0), self.decay, self.eps)
        return AdadeltaState(step=0, square=zero, moved=zero)

    def update(self, grad: np.ndarray, state: AdadeltaState, x: np.ndarray) -> tuple[np.ndarray, AdadeltaState]:
        """Scale the gradient by the ratio of the two roots, then average the step's square."""
        lr, eps = like(grad, rate(self.lr, state.step), self.eps)
        square = leaky(state.square, grad * grad, self.decay)
        move = np.sqrt(state.moved + eps) / np.sqrt(square + eps) * grad
        moved = leaky(state.moved, move * move, self.decay)
        return -lr * move, AdadeltaState(state.step + 1, square, moved)
