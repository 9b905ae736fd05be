r"""Newton's method: step to the stationary point of the quadratic that touches the objective here.

.. math:: x_{t+1} = x_t - \eta_t \, \nabla^2 f(x_t)^{-1} \nabla f(x_t)

Source: J. Nocedal and S. J. Wright, "Numerical optimization", second edition, Springer, 2006, chapters 2 and 3.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import like
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective, Rate
from optbook.schedules import rate
from optbook.validation import require, require_rate


class NewtonState(NamedTuple):
    """State of `Newton`."""

    step: int
    """Updates made so far; the schedule and a stochastic objective read it."""


@dataclass(frozen=True, eq=False)
class Newton:
    """Newton's method.  It goes to maxima and saddles as gladly as to minima.

    A lane whose Hessian is singular has no Newton step: it becomes nan, unless its gradient is zero, where it stays.

    Parameters
    ----------
    objective : Objective
        Gives the Hessian, ``hess``.
    lr : float, array or schedule
        Damping, positive; 1 is Newton's own.

    Raises
    ------
    ValueError
        When `objective` has no Hessian or `lr` is not positive.
    """

    objective: Objective
    lr: Rate = 1.0

    def __post_init__(self) -> None:
        require(hasattr(self.objective, "hess"), "objective", self.objective, "an objective with a Hessian, hess(x)")
        require_rate(lr=self.lr)

    def init(self, x: np.ndarray) -> NewtonState:
        """No memory but the count of steps."""
        return NewtonState(step=0)

    def update(self, grad: np.ndarray, state: NewtonState, x: np.ndarray) -> tuple[np.ndarray, NewtonState]:
        """Solve ``H d = g``, lane by lane."""
        (lr,) = like(grad, rate(self.lr, state.step))
        hessian = seen(self.objective, state.step).hess(x)
        singular = np.linalg.slogdet(hessian).sign[..., None] == 0
        hessian = np.where(singular[..., None], np.eye(x.shape[-1], dtype=grad.dtype), hessian)
        step = np.linalg.solve(hessian, grad[..., None])[..., 0]
        step = np.where(singular & (grad != 0).any(-1, keepdims=True), np.array(np.nan, dtype=grad.dtype), step)
        return -lr * step, NewtonState(state.step + 1)
