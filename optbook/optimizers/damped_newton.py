r"""Damped Newton: along the saddle-free direction, as far as a line search says.

.. math:: x_{t+1} = x_t + \eta_t d_t, \qquad d_t = -|\nabla^2 f(x_t)|^{-1} \nabla f(x_t), \qquad
          \eta_t = \text{search along } d_t \text{, from 1}

Where the Hessian is positive definite :math:`d_t` is Newton's step; everywhere it points downhill.

Source: J. Nocedal and S. J. Wright, "Numerical optimization", second edition, Springer, 2006, section 3.4.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot
from optbook.optimizers.line_search import armijo_step
from optbook.optimizers.saddle_free_newton import absolute_step, require_hessian
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective
from optbook.validation import require


class DampedNewtonState(NamedTuple):
    """State of `DampedNewton`."""

    step: int
    """Updates made so far; a stochastic objective is searched as it is seen at this step."""


@dataclass(frozen=True, eq=False)
class DampedNewton:
    """Newton's method that shortens a step until the value falls enough.

    The full step is taken without a search where the value that it promises to win is lost in rounding.

    Parameters
    ----------
    objective : Objective
        Gives the Hessian, ``hess``, and is searched.
    search : function of (objective, x, direction, grad)
        `armijo_step` or `strong_wolfe_step`.

    Raises
    ------
    ValueError
        When `objective` has no Hessian or `search` is not callable.
    """

    objective: Objective
    search: Callable[..., np.ndarray] = armijo_step

    def __post_init__(self) -> None:
        require_hessian(self.objective)
        require(callable(self.search), "search", self.search, "a function of (objective, x, direction, grad)")

    def init(self, x: np.ndarray) -> DampedNewtonState:
        """No memory but the count of steps."""
        return DampedNewtonState(step=0)

    def update(self, grad: np.ndarray, state: DampedNewtonState, x: np.ndarray) -> tuple[np.ndarray, DampedNewtonState]:
        """Search along ``-|H|^-1 g``."""
        objective = seen(self.objective, state.step)
        direction = -absolute_step(objective.hess(x), grad)
        rounding = 64 * np.finfo(grad.dtype).eps * np.abs(objective.value(x)[..., None])
        step = self.search(objective, x, direction, grad)
        step = np.where(-dot(grad, direction) <= rounding, np.ones_like(step), step)
        return step * direction, DampedNewtonState(state.step + 1)
