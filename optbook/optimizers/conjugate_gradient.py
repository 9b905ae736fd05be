r"""Conjugate gradients: each direction is the negative gradient, plus as much of the last one as keeps what it won.

.. math:: \beta_t = \max\!\left(0, \frac{g_t^\top (g_t - g_{t-1})}{g_{t-1}^\top g_{t-1}}\right), \qquad
          d_t = -g_t + \beta_t d_{t-1}, \qquad x_{t+1} = x_t + \eta_t d_t

Sources: M. R. Hestenes and E. Stiefel, "Methods of conjugate gradients for solving linear systems", Journal of
Research of the National Bureau of Standards 49, 409-436, 1952; E. Polak and G. Ribière, "Note sur la convergence de
méthodes de directions conjuguées", Revue française d'informatique et de recherche opérationnelle 3(16), 35-43, 1969;
the maximum with 0 in J. C. Gilbert and J. Nocedal, "Global convergence properties of conjugate gradient methods for
optimization", SIAM Journal on Optimization 2, 21-42, 1992.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.hyperparameters import dot, ratio
from optbook.optimizers.line_search import exact_step, strong_wolfe_step
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective


class ConjugateGradientState(NamedTuple):
    """State of `ConjugateGradient`."""

    step: int
    """Updates made so far; a stochastic objective is searched as it is seen at this step."""
    grad: np.ndarray
    """Gradient at the last iterate, ``(..., dim)``."""
    direction: np.ndarray
    """Last direction, ``(..., dim)``."""


@dataclass(frozen=True, eq=False)
class ConjugateGradient:
    """Nonlinear conjugate gradients, Polak-Ribière with restarts, searching to the strong Wolfe conditions.

    The search first tries the step that is exact on a quadratic.  There it is taken, and the method is the linear one,
    which ends after as many steps as the matrix has different eigenvalues.

    Parameters
    ----------
    objective : Objective
        What is searched.
    """

    objective: Objective

    def init(self, x: np.ndarray) -> ConjugateGradientState:
        """No direction yet."""
        zero = np.zeros_like(x)
        return ConjugateGradientState(step=0, grad=zero, direction=zero)

    def update(
        self, grad: np.ndarray, state: ConjugateGradientState, x: np.ndarray
    ) -> tuple[np.ndarray, ConjugateGradientState]:
        """Turn the direction, restart where it leads up, and search along it."""
        objective = seen(self.objective, state.step)
        before = dot(state.grad, state.grad)
        turn = np.where(before == 0, before, np.maximum(0, dot(grad, grad - state.grad)))
        direction = ratio(turn, before) * state.direction - grad
        direction = np.where(dot(grad, direction) > 0, -grad, direction)
        exact = exact_step(objective, x, direction, grad)
        first = np.where(np.isfinite(exact) & (exact > 0), exact, 1)
        step = strong_wolfe_step(objective, x, direction, grad, first=first, curvature=0.1)
        return step * direction, ConjugateGradientState(state.step + 1, grad, direction)
