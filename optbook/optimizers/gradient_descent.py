r"""Gradient descent: step against the gradient.

.. math:: x_{t+1} = x_t - \eta_t \, \nabla f(x_t)

Source: A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes rendus
hebdomadaires des séances de l'Académie des sciences 25, 536-538, 1847.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_rate


class GradientDescentState(NamedTuple):
    """State of `GradientDescent`."""

    step: int
    """Updates made so far; the schedule reads it."""


@dataclass(frozen=True, eq=False)
class GradientDescent:
    """Gradient descent.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive.

    Raises
    ------
    ValueError
        When `lr` is not positive.
    """

    lr: Rate

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)

    def init(self, x: np.ndarray) -> GradientDescentState:
        """No memory but the count of steps."""
        return GradientDescentState(step=0)

    def update(
        self, grad: np.ndarray, state: GradientDescentState, x: np.ndarray
    ) -> tuple[np.ndarray, GradientDescentState]:
        """Step of length ``lr * |grad|`` against the gradient."""
        (lr,) = like(grad, rate(self.lr, state.step))
        return -lr * grad, GradientDescentState(state.step + 1)
