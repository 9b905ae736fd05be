r"""A bowl with ripples: not convex, yet its slope is zero at the minimum only.

.. math:: f(x) = x^2 + 3 \sin^2 x

Source: H. Karimi, J. Nutini and M. Schmidt, "Linear convergence of gradient and proximal-gradient methods under the
Polyak-Łojasiewicz condition", European Conference on Machine Learning, 2016, section 2.2.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class RippledBowl(Curve):
    """``x^2 + 3 sin(x)^2``, to be drawn on [-4, 4]; its second derivative lies between -4 and 8."""

    domain = interval(-4.0, 4.0)
    minima = np.zeros((1, 1))

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return t**2 + 3 * np.sin(t) ** 2

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return 2 * t + 3 * np.sin(2 * t)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 2 + 6 * np.cos(2 * t)
