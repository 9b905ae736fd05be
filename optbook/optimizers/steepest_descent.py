r"""Steepest descent: against the gradient, as far as a line search says.

.. math:: x_{t+1} = x_t - \eta_t \nabla f(x_t), \qquad \eta_t = \text{search along } -\nabla f(x_t)

Source: A. Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", Comptes rendus
hebdomadaires des séances de l'Académie des sciences 25, 536-538, 1847.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from optbook.optimizers.line_search import armijo_step
from optbook.protocols import Objective
from optbook.validation import require


class SteepestDescentState(NamedTuple):
    """State of `SteepestDescent`."""

    step: int
    """Updates made so far; a stochastic objective is searched as it is seen at this step."""


@dataclass(frozen=True, eq=False)
class SteepestDescent:
    """Gradient descent that searches for its rate anew at each step.

    Parameters
    ----------
    objective : Objective
        What is searched.
    search : function of (objective, x, direction, grad)
        `armijo_step`, `strong_wolfe_step`, or `exact_step`, which is meant for quadratics.

    Raises
    ------
    ValueError
        When `search` is not callable.
    """

    objective: Objective
    search: Callable[..., np.ndarray] = armijo_step

    def __post_init__(self) -> None:
        require(callable(self.search), "search", self.search, "a function of (objective, x, direction, grad)")

    def init(self, x: np.ndarray) -> SteepestDescentState:
        """No memory but the count of steps."""
        return SteepestDescentState(step=0)

    def update(
        self, grad: np.ndarray, state: SteepestDescentState, x: np.ndarray
    ) -> tuple[np.ndarray, SteepestDescentState]:
        """Search along the negative gradient."""
        step = self.search(seen(self.objective, state.step), x, -grad, grad)
        return -step * grad, SteepestDescentState(state.step + 1)


def seen(objective: Objective, step: int) -> Objective:
    """What is seen of the objective at `step`: itself where it has no ``at``."""
    return objective.at(step) if hasattr(objective, "at") else objective
