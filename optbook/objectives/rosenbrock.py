r"""Rosenbrock's curved valley.

.. math:: f(x, y) = (1 - x)^2 + 100 (y - x^2)^2

Source: H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function",
The Computer Journal 3, 175-184, 1960.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective


@dataclass(frozen=True)
class Rosenbrock(Objective):
    """``(1 - x)^2 + 100 (y - x^2)^2``: a flat, bent valley with its minimum at (1, 1)."""

    dim = 2
    domain = (np.array([-2.0, -1.0]), np.array([2.0, 3.0]))
    minima = np.array([[1.0, 1.0]])

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        a, b = _coordinates(x)
        wall, valley = 1 - a, b - a * a
        # In place: values and slopes of a sweep wait for memory more than for arithmetic.
        wall *= wall
        valley *= valley
        valley *= 100
        valley += wall
        return valley

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        a, b = _coordinates(x)
        slope = b - a * a
        slope *= 200
        grad = np.empty_like(x, dtype=slope.dtype)  # laid out in memory as the points are
        grad[..., 1] = slope
        slope *= a
        slope += 1 - a
        slope *= -2
        grad[..., 0] = slope
        return grad

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        aa, ab, bb = 2 - 400 * (b - 3 * a**2), -400 * a, np.full_like(a, 200)
        return np.stack([np.stack([aa, ab], axis=-1), np.stack([ab, bb], axis=-1)], axis=-2)


def _coordinates(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both coordinates of each point; of one point as two numbers, with which numpy is quicker."""
    x = np.asarray(x)
    return (x[0], x[1]) if x.ndim == 1 else (x[..., 0], x[..., 1])
