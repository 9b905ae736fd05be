r"""Nesterov's accelerated gradient: extrapolate along the last step by a share that grows toward one.

.. math:: x_{t+1} = y_t - \eta_t \nabla f(y_t), \qquad y_{t+1} = x_{t+1} + \beta_t (x_{t+1} - x_t), \qquad
          \beta_t = \frac{t}{t + r}

with :math:`r = 3` unless another `offset` is given.

**The iterate is** :math:`y`, where gradients are taken; the bound of the theory is for the values at :math:`x`, one
gradient step further.  `RestartedGradient` starts the count of :math:`\beta` again where the last step went uphill.

Source: Y. Nesterov, "A method for solving the convex programming problem with convergence rate O(1/k^2)", Soviet
Mathematics Doklady 27, 372-376, 1983; the restarts are those of B. O'Donoghue and E. Candès, "Adaptive restart for
accelerated gradient schemes", Foundations of Computational Mathematics 15, 715-732, 2015.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, like, zeros
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require_nonnegative, require_rate


class AcceleratedGradientState(NamedTuple):
    """State of `AcceleratedGradient`."""

    step: int
    """Updates made so far; the memory and the schedule read it."""
    ahead: np.ndarray
    """How far the iterate ``y`` lies ahead of ``x``, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class AcceleratedGradient:
    """Gradient steps from extrapolated points, with a memory that grows.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive; the theory asks for a constant of at most ``1 / L``.
    offset : float or array
        The number ``r`` of the memory ``t / (t + r)``, not negative; the theory asks for at least 3.

    Raises
    ------
    ValueError
        When `lr` is not positive or `offset` is negative.
    """

    lr: Rate
    offset: float | np.ndarray = 3.0

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require_nonnegative(offset=self.offset)

    def init(self, x: np.ndarray) -> AcceleratedGradientState:
        """The extrapolated point at `x`."""
        return AcceleratedGradientState(step=0, ahead=zeros(x, rate(self.lr, 0), self.offset))

    def update(
        self, grad: np.ndarray, state: AcceleratedGradientState, x: np.ndarray
    ) -> tuple[np.ndarray, AcceleratedGradientState]:
        """Gradient step, then on by a share of the way from the last point that was so reached."""
        memory = state.step / (state.step + self.offset) if state.step else 0.0
        lr, memory = like(grad, rate(self.lr, state.step), memory)
        ahead = memory * (state.ahead - lr * grad)
        return ahead - lr * grad, AcceleratedGradientState(state.step + 1, ahead)


class RestartedGradientState(NamedTuple):
    """State of `RestartedGradient`."""

    step: int
    """Updates made so far; the schedule reads it."""
    count: np.ndarray
    """Updates since the last restart of each lane, ``(..., 1)``."""
    ahead: np.ndarray
    """How far the iterate ``y`` lies ahead of ``x``, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class RestartedGradient:
    """`AcceleratedGradient` that forgets its memory whenever the last step went against the gradient's advice.

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

    def init(self, x: np.ndarray) -> RestartedGradientState:
        """The extrapolated point at `x`, and nothing counted."""
        ahead = zeros(x, rate(self.lr, 0))
        return RestartedGradientState(step=0, count=np.zeros_like(ahead[..., :1]), ahead=ahead)

    def update(
        self, grad: np.ndarray, state: RestartedGradientState, x: np.ndarray
    ) -> tuple[np.ndarray, RestartedGradientState]:
        """As `AcceleratedGradient`; a lane whose step has a positive product with the gradient begins again."""
        (lr,) = like(grad, rate(self.lr, state.step))
        move = state.ahead - lr * grad
        count = np.where(dot(grad, move) > 0, 0, state.count + 1).astype(grad.dtype)
        ahead = np.maximum(count - 1, 0) / (count + 2) * move
        return ahead - lr * grad, RestartedGradientState(state.step + 1, count, ahead)
