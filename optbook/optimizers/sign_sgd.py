r"""Signed gradient descent: step by the same length in every coordinate.

.. math:: x_{t+1} = x_t - \eta_t \operatorname{sign}(\nabla f(x_t))

Source: J. Bernstein, Y.-X. Wang, K. Azizzadenesheli and A. Anandkumar, "signSGD: Compressed optimisation for
non-convex problems", ICML, 2018.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_rate


class SignSGDState(NamedTuple):
    """State of `SignSGD`."""

    step: int
    """Updates made so far; the schedule reads it."""


@dataclass(frozen=True, eq=False)
class SignSGD:
    """Gradient descent that sees only signs.  Where the gradient is zero it stays.

    Parameters
    ----------
    lr : float, array or schedule
        Length of the step in each coordinate, positive.

    Raises
    ------
    ValueError
        When `lr` is not positive.
    """

    lr: Rate

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)

    def init(self, x: np.ndarray) -> SignSGDState:
        """No memory but the count of steps."""
        return SignSGDState(step=0)

    def update(self, grad: np.ndarray, state: SignSGDState, x: np.ndarray) -> tuple[np.ndarray, SignSGDState]:
        """Step of length ``lr`` against the sign of the gradient."""
        (lr,) = like(grad, rate(self.lr, state.step))
        return -lr * np.sign(grad), SignSGDState(state.step + 1)
