r"""Peano's surface: a minimum along every straight line through a point that is not a minimum.

.. math:: f(x, y) = (y - x^2)\,(y - 3 x^2)

Source: A. Genocchi and G. Peano, "Calcolo differenziale e principii di calcolo integrale", Fratelli Bocca, 1884.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective


@dataclass(frozen=True)
class Peano(Objective):
    """``(y - x^2) (y - 3 x^2)``: below zero only between two parabolas that touch at the origin."""

    dim = 2
    domain = (np.array([-1.0, -1.0]), np.array([1.0, 1.0]))
    minima = np.empty((0, 2))

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return (b - a**2) * (b - 3 * a**2)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return np.stack([12 * a**3 - 8 * a * b, 2 * b - 4 * a**2], axis=-1)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        aa, ab, bb = 36 * a**2 - 8 * b, -8 * a, np.full_like(a, 2)
        return np.stack([np.stack([aa, ab], axis=-1), np.stack([ab, bb], axis=-1)], axis=-2)
