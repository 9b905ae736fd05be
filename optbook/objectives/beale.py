r"""Beale's function: a minimum at the end of a plain.

.. math:: f(x, y) = \sum_{k=1}^{3} \left(c_k - x (1 - y^k)\right)^2, \qquad c = (1.5,\ 2.25,\ 2.625)

Source: E. M. L. Beale, "On an iterative method for finding a local minimum of a function of more than one variable",
Technical Report 25, Statistical Techniques Research Group, Princeton University, 1958.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective

TERMS = ((1, 1.5), (2, 2.25), (3, 2.625))


@dataclass(frozen=True)
class Beale(Objective):
    """Sum of three squares, with its minimum at (3, 1/2) and steep walls."""

    dim = 2
    domain = (np.array([-4.5, -4.5]), np.array([4.5, 4.5]))
    minima = np.array([[3.0, 0.5]])

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value at each point: ``(..., 2) -> (...)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        return sum((c - a * (1 - b**k)) ** 2 for k, c in TERMS)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient at each point: ``(..., 2) -> (..., 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        da = sum(-2 * (c - a * (1 - b**k)) * (1 - b**k) for k, c in TERMS)
        db = sum(2 * (c - a * (1 - b**k)) * k * a * b ** (k - 1) for k, c in TERMS)
        return np.stack([da, db], axis=-1)

    def hess(self, x: np.ndarray) -> np.ndarray:
        """Hessian at each point: ``(..., 2) -> (..., 2, 2)``."""
        a, b = np.moveaxis(np.asarray(x), -1, 0)
        aa = ab = bb = 0
        for k, c in TERMS:
            r, ra, rb = c - a * (1 - b**k), b**k - 1, k * a * b ** (k - 1)
            aa = aa + 2 * ra**2
            ab = ab + 2 * (ra * rb + r * k * b ** (k - 1))
            bb = bb + 2 * (rb**2 + (r * k * (k - 1) * a * b ** (k - 2) if k > 1 else 0))
        return np.stack([np.stack([aa, ab], axis=-1), np.stack([ab, bb], axis=-1)], axis=-2)
