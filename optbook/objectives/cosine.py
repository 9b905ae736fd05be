r"""A wave: convex in its valleys, concave on its crests.

.. math:: f(x) = \cos(\pi x)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class Cosine(Curve):
    """``cos(pi x)``, to be drawn on [-2, 2]."""

    domain = interval(-2.0, 2.0)
    minima = np.array([[-1.0], [1.0]])

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return np.cos(np.pi * t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return -np.pi * np.sin(np.pi * t)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return -(np.pi**2) * np.cos(np.pi * t)
