r"""Nesterov's momentum: step along the velocity as it will be after one more decay.

.. math:: v_{t+1} = \beta v_t + \nabla f(x_t), \qquad x_{t+1} = x_t - \eta_t (\nabla f(x_t) + \beta v_{t+1})

Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k^2)", Soviet
Mathematics Doklady 27, 372-376, 1983; with a constant `beta` and as an addition to momentum in I. Sutskever,
J. Martens, G. Dahl and G. Hinton, "On the importance of initialization and momentum in deep learning", ICML, 2013.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_rate


class NesterovState(NamedTuple):
    """State of `Nesterov`."""

    step: int
    """Updates made so far; the schedule reads it."""
    velocity: np.ndarray
    """Decayed sum of the gradients, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class Nesterov:
    """Momentum that looks ahead.

    The iterate is the point where the gradient is taken, so no second point is needed.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive.
    beta : float or array
        Share of the velocity that is kept, in [0, 1).

    Raises
    ------
    ValueError
        When `lr` is not positive or `beta` is outside [0, 1).
    """

    lr: Rate
    beta: float | np.ndarray = 0.9

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_fraction(beta=self.beta)

    def init(self, x: np.ndarray) -> NesterovState:
        """At rest."""
        return NesterovState(step=0, velocity=zeros(x, rate(self.lr, 0), self.beta))

    def update(self, grad: np.ndarray, state: NesterovState, x: np.ndarray) -> tuple[np.ndarray, NesterovState]:
        """Step ahead: ``v <- beta v + g``, ``x <- x - lr (g + beta v)``."""
        lr, beta = like(grad, rate(self.lr, state.step), self.beta)
        velocity = beta * state.velocity + grad
        return -lr * (grad + beta * velocity), NesterovState(state.step + 1, velocity)
