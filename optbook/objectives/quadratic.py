r"""The quadratic, on which every method can be solved in closed form.

.. math:: f(x) = \tfrac12 x^\top A x + b^\top x + c
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require


@dataclass(frozen=True, eq=False)
class Quadratic(Objective):
    """A quadratic form plus a linear form plus a constant.

    Parameters
    ----------
    matrix : (dim, dim) array_like
        Symmetric matrix ``A``, the Hessian.
    linear : (dim,) array_like, optional
        Vector ``b``; zero when left out.
    constant : float
        The number ``c``.

    Raises
    ------
    ValueError
        When `matrix` is not square and symmetric, or `linear` does not fit it.
    """

    matrix: np.ndarray
    linear: np.ndarray | None = None
    constant: float = 0.0

    def __post_init__(self) -> None:
        matrix = np.array(self.matrix, dtype=float)
        require(matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1], "matrix", f"shape {matrix.shape}", "a square")
        require(bool(np.isfinite(matrix).all()), "matrix", "inf or nan", "finite numbers")
        skew, size = np.abs(matrix - matrix.T).max(initial=0), np.abs(matrix).max(initial=0)
        require(
            bool(skew <= 1e-12 * size), "matrix", f"one that differs from its transpose by {skew}", "a symmetric matrix"
        )
        matrix = (matrix + matrix.T) / 2
        linear = np.zeros(len(matrix)) if self.linear is None else np.array(self.linear, dtype=float)
        require(linear.shape == (len(matrix),), "linear", f"shape {linear.shape}", f"shape ({len(matrix)},)")
        require(bool(np.isfinite(linear).all()), "linear", linear, "finite numbers")
        object.__setattr__(self, "matrix", matrix)
        object.__setattr__(self, "linear", linear)

    @property
    def dim(self) -> int:
        """Number of variables."""
        return len(self.matrix)

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """Box of half-width one around the minimum, or around 0 where there is no single one."""
        center = self.minima[0] if len(self.minima) else np.zeros(self.dim)
        return center - 1, center + 1

    @property
    def minima(self) -> np.ndarray:
        """The minimum, ``(1, dim)``, or none, ``(0, dim)``, where the matrix is not positive definite."""
        eigenvalues = np.linalg.eigvalsh(self.matrix)
        if eigenvalues[0] <= self.dim * np.finfo(float).eps * np.abs(eigenvalues).max():
            return np.empty((0, self.dim))
        return -np.linalg.solve(self.matrix, self.linear)[None]

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        x = np.asarray(x)
        product = x @ self._like(self.matrix, x)
        product *= 0.5
        product += self._like(self.linear, x)
        product *= x
        return product.sum(-1) + self.constant

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient ``A x + b`` at each point: ``(..., dim) -> (..., dim)``."""
        x = np.asarray(x)
        return x @ self._like(self.matrix, x) + self._like(self.linear, x)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """The matrix, once for each point: ``(..., dim) -> (..., dim, dim)``."""
        x = np.asarray(x)
        return np.broadcast_to(self._like(self.matrix, x), (*x.shape[:-1], self.dim, self.dim))

    @staticmethod
    def _like(parameter: np.ndarray, x: np.ndarray) -> np.ndarray:
        """The parameter in the precision of `x`, so that float32 stays float32."""
        return parameter.astype(np.float32) if x.dtype == np.float32 else parameter
