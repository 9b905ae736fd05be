r"""A smooth corner between two slopes: a convex curve that is nearly straight on both sides.

.. math:: f(x) = \ln \left( e^x + e^{-2x - 3} \right)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class SoftBend(Curve):
    """``log(e^x + e^(-2x-3))``: slope -2 far on the left, 1 far on the right, least at ``log(2) / 3 - 1``."""

    domain = interval(-3.0, 2.0)

    @property
    def minima(self) -> np.ndarray:
        """Where ``e^x = 2 e^(-2x-3)``: ``(1, 1)``."""
        return np.array([[np.log(2) / 3 - 1]])

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`: the larger exponent, and what the other adds to it, which cannot overflow."""
        top = np.maximum(t.real, -2 * t.real - 3)
        return top + np.log(np.exp(t - top) + np.exp(-2 * t - 3 - top))

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return 1 - 3 / (1 + np.exp(3 * t + 3))

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 9 / (2 + np.exp(3 * t + 3) + np.exp(-3 * t - 3))
