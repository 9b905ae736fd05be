r"""The proximal gradient method: a gradient step on a smooth part, a proximal step on the rest.

.. math:: x_{t+1} = \operatorname{prox}_{\eta_t h}(x_t - \eta_t \, \nabla f(x_t))

Source: P. L. Combettes and V. R. Wajs, "Signal recovery by proximal forward-backward splitting", Multiscale Modeling
and Simulation 4, 1168-1200, 2005.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from optbook.optimizers.gradient_descent import GradientDescentState
from optbook.optimizers.hyperparameters import like
from optbook.protocols import Rate
from optbook.schedules import rate
from optbook.validation import require, require_rate


@dataclass(frozen=True, eq=False)
class ProximalGradient:
    """Gradient descent on ``f``, with the proximal map of ``h`` after each step: it descends on ``f + h``.

    The objective that it is given is ``f`` alone.

    Parameters
    ----------
    lr : float, array or schedule
        Step size, positive.
    prox : function of points and a rate
        ``prox(x, lr)`` is the proximal map of ``lr h``; see `optbook.projections`.

    Raises
    ------
    ValueError
        When `lr` is not positive or `prox` cannot be called.
    """

    lr: Rate
    prox: Callable[[np.ndarray, Any], np.ndarray]

    def __post_init__(self) -> None:
        require_rate(lr=self.lr)
        require(callable(self.prox), "prox", self.prox, "a function of points and a rate")

    def init(self, x: np.ndarray) -> GradientDescentState:
        """No memory but the count of steps."""
        return GradientDescentState(step=0)

    def update(
        self, grad: np.ndarray, state: GradientDescentState, x: np.ndarray
    ) -> tuple[np.ndarray, GradientDescentState]:
        """Gradient step, then proximal step."""
        (lr,) = like(grad, rate(self.lr, state.step))
        return self.prox(x - lr * grad, lr) - x, GradientDescentState(state.step + 1)
