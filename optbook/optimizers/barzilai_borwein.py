r"""The step of Barzilai and Borwein: gradient descent at the rate that the last move would have fitted best.

.. math:: s = x_t - x_{t-1}, \qquad y = g_t - g_{t-1}, \qquad \eta_t = \frac{s^\top s}{s^\top y}, \qquad
          x_{t+1} = x_t - \eta_t g_t

Source: J. Barzilai and J. M. Borwein, "Two-point step size gradient methods", IMA Journal of Numerical Analysis 8(1),
141-148, 1988.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, like, ratio, zeros
from optbook.validation import require_positive


class BarzilaiBorweinState(NamedTuple):
    """State of `BarzilaiBorwein`."""

    move: np.ndarray
    """Last step, ``(..., dim)``; zero before the first."""
    grad: np.ndarray
    """Gradient where it began, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class BarzilaiBorwein:
    """Gradient descent whose rate is read off the last two gradients; values may rise on the way.

    Parameters
    ----------
    first : float or array
        Rate of the first step, and of each after a move along which the slope did not rise; positive.

    Raises
    ------
    ValueError
        When `first` is not positive.
    """

    first: float | np.ndarray

    def __post_init__(self) -> None:
        require_positive(first=self.first)

    def init(self, x: np.ndarray) -> BarzilaiBorweinState:
        """No move yet."""
        zero = zeros(x, self.first)
        return BarzilaiBorweinState(move=zero, grad=zero)

    def update(
        self, grad: np.ndarray, state: BarzilaiBorweinState, x: np.ndarray
    ) -> tuple[np.ndarray, BarzilaiBorweinState]:
        """Step at the rate that fits the last move, or at the first one."""
        (first,) = like(grad, self.first)
        bend = dot(state.move, grad - state.grad)
        rises = bend > 0
        fitted = ratio(dot(state.move, state.move), np.where(rises, bend, 1))
        delta = -np.where(rises, fitted, first) * grad
        return delta, BarzilaiBorweinState(delta, np.broadcast_to(grad, delta.shape))
