r"""An objective times a number: the same landscape, its gradients longer or shorter.

.. math:: g(x) = c f(x), \qquad \nabla g = c \nabla f, \qquad \nabla^2 g = c \, \nabla^2 f
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require


@dataclass(frozen=True, eq=False)
class Scaled(Objective):
    """`objective` times `factor`.

    Parameters
    ----------
    objective : Objective
        If it is stochastic, what it shows at a step is scaled too.
    factor : float or array_like
        May be negative.  An array has a number for each lane.

    Raises
    ------
    ValueError
        When `factor` is not finite.
    """

    objective: Objective
    factor: float | np.ndarray

    def __post_init__(self) -> None:
        factor = np.asarray(self.factor, dtype=float)
        require(bool(np.isfinite(factor).all()), "factor", self.factor, "finite numbers")
        object.__setattr__(self, "factor", factor)

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.objective.dim

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """That of `objective`."""
        return self.objective.domain

    @property
    def minima(self) -> np.ndarray:
        """Those of `objective`, which they are while `factor` is positive."""
        require(bool((self.factor > 0).all()), "factor", self.factor, "a positive number, for minima to stay minima")
        return self.objective.minima

    def at(self, step: int) -> Scaled:
        """What is seen at `step`."""
        shown = self.objective.at(step) if hasattr(self.objective, "at") else self.objective
        return self if shown is self.objective else Scaled(shown, self.factor)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        return _times(self.factor, self.objective.value(x))

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., dim) -> (..., dim)``."""
        return _times(self.factor[..., None], self.objective.grad(x))

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., dim) -> (..., dim, dim)``."""
        return _times(self.factor[..., None, None], self.objective.hess(x))


def _times(factor: np.ndarray, values: np.ndarray) -> np.ndarray:
    """The product in the precision of `values`."""
    return factor.astype(np.result_type(values, np.float32)) * values
