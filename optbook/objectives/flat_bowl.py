r"""A bowl with a flat bottom: convex and smooth, and at its minimum all curvature is gone.

.. math:: f(x) = \sum_i w_i \, g(x_i), \qquad
          g(t) = \frac{t^2}{2} - t \arctan t + \frac12 \ln(1 + t^2), \qquad g''(t) = \frac{t^2}{1 + t^2}

Near 0 it is :math:`\sum_i w_i x_i^4 / 12`, far out nearly a quadratic.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require, require_positive


@dataclass(frozen=True, eq=False)
class FlatBowl(Objective):
    """``sum(weights * g(x))`` with ``g'(t) = t - arctan(t)``; no curvature exceeds the largest weight.

    Parameters
    ----------
    weights : (dim,) array_like
        Curvature far out along each axis, positive.

    Raises
    ------
    ValueError
        When `weights` is not a row of positive numbers.
    """

    weights: np.ndarray = (1.0, 0.1)

    def __post_init__(self) -> None:
        weights = np.array(self.weights, dtype=float)
        require(weights.ndim == 1 and weights.size > 0, "weights", f"shape {weights.shape}", "shape (dim,)")
        require_positive(weights=weights)
        object.__setattr__(self, "weights", weights)

    @property
    def dim(self) -> int:
        """Number of variables."""
        return len(self.weights)

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """The box from -3 to 3."""
        return np.full(self.dim, -3.0), np.full(self.dim, 3.0)

    @property
    def minima(self) -> np.ndarray:
        """The origin."""
        return np.zeros((1, self.dim))

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., dim) -> (...)``."""
        x = np.asarray(x)
        square = x * x
        return ((square / 2 - x * np.arctan(x) + np.log1p(square) / 2) * self._like(x)).sum(-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., dim) -> (..., dim)``."""
        x = np.asarray(x)
        return (x - np.arctan(x)) * self._like(x)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Diagonal matrix at each point: ``(..., dim) -> (..., dim, dim)``."""
        square = np.asarray(x) ** 2
        return (square / (1 + square) * self._like(square))[..., None] * np.eye(self.dim, dtype=square.dtype)

    def _like(self, x: np.ndarray) -> np.ndarray:
        return self.weights.astype(np.float32) if x.dtype == np.float32 else self.weights
