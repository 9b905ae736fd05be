r"""Polyak's step: as far as the value is above the minimum, in units of the slope.

.. math:: x_{t+1} = x_t - \frac{f(x_t) - f^*}{\|\nabla f(x_t)\|^2} \, \nabla f(x_t)

Source: B. T. Polyak, "Minimization of unsmooth functionals", USSR Computational Mathematics and Mathematical Physics
9(3), 14-29, 1969.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, ratio
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective
from optbook.validation import require


class PolyakStepState(NamedTuple):
    """State of `PolyakStep`."""

    step: int
    """Updates made so far; a stochastic objective is evaluated as it is seen at this step."""


@dataclass(frozen=True, eq=False)
class PolyakStep:
    """Gradient descent whose rate comes from the minimum value, where that is known.

    Parameters
    ----------
    objective : Objective
        Gives the value at the iterate.
    minimum : float
        The least value, or a bound below it.

    Raises
    ------
    ValueError
        When `minimum` is not a finite number.
    """

    objective: Objective
    minimum: float = 0.0

    def __post_init__(self) -> None:
        require(bool(np.isfinite(self.minimum)), "minimum", self.minimum, "a finite number")

    def init(self, x: np.ndarray) -> PolyakStepState:
        """No memory but the count of steps."""
        return PolyakStepState(step=0)

    def update(self, grad: np.ndarray, state: PolyakStepState, x: np.ndarray) -> tuple[np.ndarray, PolyakStepState]:
        """Step by the excess over the squared slope; stay where the gradient is zero."""
        excess = seen(self.objective, state.step).value(x)[..., None] - self.minimum
        return ratio(-excess * grad, dot(grad, grad)), PolyakStepState(state.step + 1)
