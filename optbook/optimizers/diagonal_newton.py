r"""Newton's method with the diagonal of the Hessian alone, and with the absolute values of that diagonal.

.. math:: x_i \leftarrow x_i - \eta_t \frac{\partial_i f(x)}{\partial_{ii} f(x)}
   \qquad\text{and}\qquad x_i \leftarrow x_i - \eta_t \frac{\partial_i f(x)}{|\partial_{ii} f(x)|}

Source: S. Becker and Y. LeCun, "Improving the convergence of back-propagation learning with second order methods",
Proceedings of the 1988 Connectionist Models Summer School, 29-37, Morgan Kaufmann, 1989.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like, ratio
from optbook.optimizers.saddle_free_newton import require_hessian
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective, Rate
from optbook.schedules import rate
from optbook.validation import require_rate


class DiagonalNewtonState(NamedTuple):
    """State of `DiagonalNewton`."""

    step: int
    """Updates made so far; the schedule and a stochastic objective read it."""


@dataclass(frozen=True, eq=False)
class DiagonalNewton:
    """Each coordinate takes the Newton step of its own, as if the others were not there.

    A lane with a slope in a coordinate without curvature has no step: it becomes inf or nan.

    Parameters
    ----------
    objective : Objective
        Gives the Hessian, ``hess``.
    lr : float, array or schedule
        Damping, positive.

    Raises
    ------
    ValueError
        When `objective` has no Hessian or `lr` is not positive.
    """

    objective: Objective
    lr: Rate = 1.0

    def __post_init__(self) -> None:
        require_hessian(self.objective)
        require_rate(lr=self.lr)

    def init(self, x: np.ndarray) -> DiagonalNewtonState:
        """No memory but the count of steps."""
        return DiagonalNewtonState(step=0)

    def update(
        self, grad: np.ndarray, state: DiagonalNewtonState, x: np.ndarray
    ) -> tuple[np.ndarray, DiagonalNewtonState]:
        """Divide each slope by the curvature of its coordinate."""
        (lr,) = like(grad, rate(self.lr, state.step))
        hessian = seen(self.objective, state.step).hess(x)
        curvature = self.scale(np.diagonal(hessian, axis1=-2, axis2=-1))
        return -lr * ratio(grad, curvature), DiagonalNewtonState(state.step + 1)

    def scale(self, diagonal: np.ndarray) -> np.ndarray:
        """What the slopes are divided by: the diagonal as it is."""
        return diagonal


@dataclass(frozen=True, eq=False)
class AbsoluteDiagonalNewton(DiagonalNewton):
    """As `DiagonalNewton`, with the absolute values of the diagonal: no coordinate steps uphill."""

    def scale(self, diagonal: np.ndarray) -> np.ndarray:
        """What the slopes are divided by: the diagonal without its signs."""
        return np.abs(diagonal)
