r"""An objective of the plane in turned coordinates: the same landscape, with other axes.

.. math:: g(x) = f(R x), \qquad \nabla g = R^\top \nabla f, \qquad \nabla^2 g = R^\top \, \nabla^2 f \, R
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require


@dataclass(frozen=True, eq=False)
class Rotated(Objective):
    """`objective` at the point turned by `degrees`; it has the same values at turned places.

    Parameters
    ----------
    objective : Objective
        Of two variables.
    degrees : float
        Angle, counterclockwise, by which a point is turned before `objective` sees it.

    Raises
    ------
    ValueError
        When `objective` has not two variables or `degrees` is not finite.
    """

    objective: Objective
    degrees: float = 45.0

    dim = 2

    def __post_init__(self) -> None:
        require(self.objective.dim == 2, "objective", f"dim {self.objective.dim}", "two variables")
        require(bool(np.isfinite(self.degrees)), "degrees", self.degrees, "a finite number")

    @property
    def matrix(self) -> np.ndarray:
        """The rotation ``R``, ``(2, 2)``."""
        angle = np.deg2rad(self.degrees)
        return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """Box around the turned box of `objective`."""
        (a, b), (c, d) = self.objective.domain
        corners = self.back(np.array([[a, b], [a, d], [c, b], [c, d]]))
        return corners.min(0), corners.max(0)

    @property
    def minima(self) -> np.ndarray:
        """Those of `objective`, turned back."""
        return self.back(self.objective.minima)

    def forth(self, x: np.ndarray) -> np.ndarray:
        """What `objective` sees of each point: ``R x``, ``(..., 2) -> (..., 2)``."""
        return x @ self.matrix.T.astype(np.result_type(x, np.float32))

    def back(self, x: np.ndarray) -> np.ndarray:
        """The points of which `objective` sees `x`: ``(..., 2) -> (..., 2)``."""
        return x @ self.matrix.astype(np.result_type(x, np.float32))

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        return self.objective.value(self.forth(x))

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        return self.back(self.objective.grad(self.forth(x)))

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        return self.back(np.swapaxes(self.back(self.objective.hess(self.forth(x))), -1, -2))
