r"""The exponential: convex, without a minimum.

.. math:: f(x) = e^{a x}
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class Exponential(Curve):
    """``exp(rate x)``, to be drawn on [-2, 2].

    Parameters
    ----------
    rate : float
        The number ``a``, of either sign; not 0, where the curve is flat.
    """

    rate: float = 0.5

    domain = interval(-2.0, 2.0)
    minima = np.empty((0, 1))

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return np.exp(self.rate * t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return self.rate * np.exp(self.rate * t)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return self.rate**2 * np.exp(self.rate * t)
