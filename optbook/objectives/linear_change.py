r"""An objective in other variables: the same landscape, turned or stretched.

.. math:: g(x) = f(A x), \qquad \nabla g = A^\top \nabla f, \qquad \nabla^2 g = A^\top \, \nabla^2 f \, A
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require


@dataclass(frozen=True, eq=False)
class LinearChange(Objective):
    """`objective` at ``matrix @ x``.

    Parameters
    ----------
    objective : Objective
        What is seen through the change of variables.
    matrix : (dim, dim) array_like
        Invertible.

    Raises
    ------
    ValueError
        When `matrix` is not finite, does not fit `objective`, or is singular.
    """

    objective: Objective
    matrix: np.ndarray

    def __post_init__(self) -> None:
        matrix = np.array(self.matrix, dtype=float)
        shape = (self.objective.dim, self.objective.dim)
        require(matrix.shape == shape, "matrix", f"shape {matrix.shape}", f"shape {shape}")
        require(bool(np.isfinite(matrix).all()), "matrix", matrix, "finite numbers")
        require(bool(np.linalg.slogdet(matrix).sign), "matrix", matrix, "an invertible matrix")
        object.__setattr__(self, "matrix", matrix)

    @classmethod
    def rotation(cls, objective: Objective, degrees: float) -> LinearChange:
        """`objective` of two variables at each point turned counterclockwise by `degrees`."""
        angle = np.deg2rad(degrees)
        return cls(objective, [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.objective.dim

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """Box around what the box of `objective` becomes."""
        corners = self.back(np.array(list(itertools.product(*zip(*self.objective.domain, strict=True)))))
        return corners.min(0), corners.max(0)

    @property
    def minima(self) -> np.ndarray:
        """Those of `objective`, in the new variables."""
        return self.back(self.objective.minima)

    def forth(self, x: np.ndarray) -> np.ndarray:
        """What `objective` sees of each point: ``A x``, ``(..., dim) -> (..., dim)``."""
        return x @ _like(self.matrix.T, x)

    def back(self, x: np.ndarray) -> np.ndarray:
        """The points of which `objective` sees `x`: ``A^-1 x``, ``(..., dim) -> (..., dim)``."""
        return x @ _like(np.linalg.inv(self.matrix).T, x)

    def at(self, step: int) -> LinearChange:
        """What is seen at `step`: what `objective` shows, through the change."""
        shown = self.objective.at(step) if hasattr(self.objective, "at") else self.objective
        return self if shown is self.objective else LinearChange(shown, self.matrix)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        return self.objective.value(self.forth(x))

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., dim) -> (..., dim)``."""
        return self.objective.grad(self.forth(x)) @ _like(self.matrix, x)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., dim) -> (..., dim, dim)``."""
        return _like(self.matrix.T, x) @ self.objective.hess(self.forth(x)) @ _like(self.matrix, x)


def _like(matrix: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The matrix in the precision of `x`."""
    return matrix.astype(np.result_type(x, np.float32))
