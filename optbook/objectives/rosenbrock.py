r"""Rosenbrock's curved valley.

.. math:: f(x, y) = (1 - x)^2 + 100 (y - x^2)^2

Source: H. H. Rosenbrock, "An automatic method for finding the greatest or least value of a function",
The Computer Journal 3, 175-184, 1960.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import floating


@dataclass(frozen=True)
class Rosenbrock(Objective):
    """``(1 - x)^2 + 100 (y - x^2)^2``: a flat, bent valley with its minimum at (1, 1)."""

    dim = 2
    domain = (np.array([-2.0, -1.0]), np.array([2.0, 3.0]))
    minima = np.array([[1.0, 1.0]])

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        a, b = _coordinates(floating(x))
        # In place: values and slopes of a sweep wait for memory more than for arithmetic.
        valley = a * a
        valley -= b
        valley *= valley
        valley *= 100.0
        wall = 1.0 - a
        wall *= wall
        valley += wall
        return valley

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        x = floating(x)
        a, b = _coordinates(x)
        slope = b - a * a
        if x.ndim == 1:
            slope *= 200.0
            return np.array([-2.0 * (slope * a + (1.0 - a)), slope])
        grad = np.empty_like(x)  # laid out in memory as the points are
        along, across = _coordinates(grad)
        np.multiply(slope, 200.0, out=across)
        np.multiply(across, a, out=along)
        along += 1.0 - a
        along *= -2.0
        return grad

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        aa, ab, bb = 2 - 400 * (b - 3 * a**2), -400 * a, np.full_like(a, 200)
        return np.stack([np.stack([aa, ab], axis=-1), np.stack([ab, bb], axis=-1)], axis=-2)


def _coordinates(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Both coordinates of each point; of one point as two numbers, with which numpy is quicker."""
    return (x[0], x[1]) if x.ndim == 1 else (x[..., 0], x[..., 1])
