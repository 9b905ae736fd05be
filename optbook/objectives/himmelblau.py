r"""Himmelblau's function: four equal minima in the plane.

.. math:: f(x, y) = (x^2 + y - 11)^2 + (x + y^2 - 7)^2

Source: D. M. Himmelblau, "Applied nonlinear programming", McGraw-Hill, 1972.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective


@dataclass(frozen=True)
class Himmelblau(Objective):
    """``(x^2 + y - 11)^2 + (x + y^2 - 7)^2``: zero where two parabolas meet, at four points."""

    dim = 2
    domain = (np.array([-5.0, -5.0]), np.array([5.0, 5.0]))

    @property
    def minima(self) -> np.ndarray:
        """The four zeros, ``(4, 2)``, by ascending x: with ``y = 11 - x^2`` they are the roots of a quartic."""
        quartic = np.polynomial.Polynomial([114.0, 1.0, -22.0, 0.0, 1.0])
        x = np.sort(quartic.roots().real)
        x = x - quartic(x) / quartic.deriv()(x)
        return np.stack([x, 11 - x**2], axis=-1)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return (a**2 + b - 11) ** 2 + (a + b**2 - 7) ** 2

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        p, q = a * a + b - 11, a + b * b - 7
        return np.stack([4 * a * p + 2 * q, 2 * p + 4 * b * q], axis=-1)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        aa, ab, bb = 12 * a**2 + 4 * b - 42, 4 * (a + b), 12 * b**2 + 4 * a - 26
        return np.stack([np.stack([aa, ab], axis=-1), np.stack([ab, bb], axis=-1)], axis=-2)
