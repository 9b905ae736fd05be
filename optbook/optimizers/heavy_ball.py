r"""Heavy ball: gradient descent with a velocity that decays.

.. math:: v_{t+1} = \beta v_t + \nabla f(x_t), \qquad x_{t+1} = x_t - \eta_t v_{t+1}

Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", USSR Computational
Mathematics and Mathematical Physics 4(5), 1-17, 1964.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_fraction, require_rate


class HeavyBallState(NamedTuple):
    """State of `HeavyBall`."""

    step: int
    """Updates made so far; the schedule reads it."""
    velocity: np.ndarray
    """Decayed sum of the gradients, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class HeavyBall:
    """Gradient descent along a velocity.

    The rate multiplies the velocity when it is used, not when it is gathered: a schedule acts at once on all of it.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive.
    beta : float or array
        Share of the velocity that is kept, in [0, 1).  At a constant gradient the step grows to ``1 / (1 - beta)``
        times that of gradient descent.

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

    def init(self, x: np.ndarray) -> HeavyBallState:
        """At rest."""
        return HeavyBallState(step=0, velocity=zeros(x, rate(self.lr, 0), self.beta))

    def update(self, grad: np.ndarray, state: HeavyBallState, x: np.ndarray) -> tuple[np.ndarray, HeavyBallState]:
        """Step along the velocity: ``v <- beta v + g``, ``x <- x - lr v``."""
        lr, beta = like(grad, rate(self.lr, state.step), self.beta)
        velocity = beta * state.velocity + grad
        return -lr * velocity, HeavyBallState(state.step + 1, velocity)
