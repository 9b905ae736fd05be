r"""The saddle.

.. math:: f(x, y) = x^2 - y^2
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective


@dataclass(frozen=True)
class Saddle(Objective):
    """``x^2 - y^2``: a valley along the first axis, a ridge along the second."""

    dim = 2
    domain = (np.array([-1.5, -1.5]), np.array([1.5, 1.5]))
    minima = np.empty((0, 2))

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return a**2 - b**2

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return np.stack([2 * a, -2 * b], axis=-1)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        x = np.asarray(x)
        return np.broadcast_to(np.array([[2, 0], [0, -2]], dtype=x.dtype), (*x.shape[:-1], 2, 2))
