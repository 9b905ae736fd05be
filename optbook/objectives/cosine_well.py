r"""A curve with a poor minimum and a good one.

.. math:: f(x) = x \cos(\pi x)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class CosineWell(Curve):
    """``x cos(pi x)``, to be drawn on [-1, 2]: two minima and a maximum between them."""

    domain = interval(-1.0, 2.0)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return t * np.cos(np.pi * t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return np.cos(np.pi * t) - np.pi * t * np.sin(np.pi * t)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return -2 * np.pi * np.sin(np.pi * t) - np.pi**2 * t * np.cos(np.pi * t)

    @property
    def minima(self) -> np.ndarray:
        """Minima in the domain, ``(2, 1)``: between each bracket the slope changes sign once."""
        return np.array([[brentq(self.slope, *bracket, xtol=1e-15)] for bracket in ((-0.5, 0.0), (1.0, 1.5))])
