r"""A valley whose floor is a curve of minima: not convex, yet every point with a zero gradient is a minimum.

.. math:: f(x, y) = \tfrac12 (y - \sin x)^2
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective


@dataclass(frozen=True)
class SineValley(Objective):
    """``(y - sin x)^2 / 2``: one residual, two variables."""

    dim = 2
    domain = np.array([-4.0, -2.5]), np.array([4.0, 2.5])

    @property
    def minima(self) -> np.ndarray:
        """Nine points of the floor, ``(9, 2)``; all of the curve ``y = sin x`` are minima."""
        t = np.linspace(-4, 4, 9)
        return np.column_stack([t, np.sin(t)])

    def residual(self, x: np.ndarray) -> np.ndarray:
        """Height above the floor's curve: ``(..., 2) -> (...)``."""
        x = np.asarray(x)
        return x[..., 1] - np.sin(x[..., 0])

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        return self.residual(x) ** 2 / 2

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        x = np.asarray(x)
        r = self.residual(x)
        return np.stack([-r * np.cos(x[..., 0]), r], axis=-1)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        x = np.asarray(x)
        cos, sin = np.cos(x[..., 0]), np.sin(x[..., 0])
        rows = [[cos**2 + self.residual(x) * sin, -cos], [-cos, np.ones_like(cos)]]
        return np.stack([np.stack(row, axis=-1) for row in rows], axis=-2)
