r"""The cubic: its slope is zero at a point that is neither minimum nor maximum.

.. math:: f(x) = x^3
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class Cubic(Curve):
    """``x^3``, to be drawn on [-2, 2]."""

    domain = interval(-2.0, 2.0)
    minima = np.empty((0, 1))

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return t**3

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return 3 * t**2

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 6 * t
