r"""Sharpness-aware gradients: the gradient is taken where the slope leads up to within a small ball.

.. math:: \tilde g(x) = \nabla f\!\left(x + \rho \, \frac{\nabla f(x)}{\|\nabla f(x)\|}\right)

Source: P. Foret, A. Kleiner, H. Mobahi and B. Neyshabur, "Sharpness-aware minimization for efficiently improving
generalization", ICLR, 2021.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.optimizers.hyperparameters import length, like, ratio
from optbook.optimizers.steepest_descent import seen
from optbook.protocols import Objective
from optbook.validation import require_nonnegative


@dataclass(frozen=True, eq=False)
class SharpnessAware(Objective):
    """An objective whose gradient is looked up a little way up the slope.

    It wraps the objective, not the optimizer, since it needs a second gradient: run any optimizer on it.  The value is
    that of the objective itself, at the point itself.  A minibatch is the same for both gradients.

    Parameters
    ----------
    objective : Objective
        What is minimized.
    rho : float or array
        Radius of the ball, at least 0.

    Raises
    ------
    ValueError
        When `rho` is negative.
    """

    objective: Objective
    rho: float | np.ndarray = 0.05

    def __post_init__(self) -> None:
        require_nonnegative(rho=self.rho)

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.objective.dim

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value of the objective at each point: ``(..., dim) -> (...)``."""
        return self.objective.value(x)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient of the objective, up the slope from each point: ``(..., dim) -> (..., dim)``."""
        grad = self.objective.grad(x)
        (rho,) = like(grad, self.rho)
        return self.objective.grad(x + rho * ratio(grad, length(grad)))

    def at(self, step: int) -> SharpnessAware:
        """The same of what is seen of the objective at `step`."""
        return SharpnessAware(seen(self.objective, step), self.rho)
