r"""The monkey saddle: a stationary point whose Hessian is zero.

.. math:: f(x, y) = x^3 - 3 x y^2
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective


@dataclass(frozen=True)
class MonkeySaddle(Objective):
    """``x^3 - 3 x y^2``: three valleys meet at the origin (two for the legs, one for the tail)."""

    dim = 2
    domain = (np.array([-1.5, -1.5]), np.array([1.5, 1.5]))
    minima = np.empty((0, 2))

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return a**3 - 3 * a * b**2

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return np.stack([3 * (a**2 - b**2), -6 * a * b], axis=-1)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        aa, ab, bb = 6 * a, -6 * b, -6 * a
        return np.stack([np.stack([aa, ab], axis=-1), np.stack([ab, bb], axis=-1)], axis=-2)
