r"""A convex curve on which the error of several methods can be followed by hand.

.. math:: f(x) = x - \ln x, \qquad x > 0

Near zero it is the barrier that keeps an iterate positive; the minimum is at 1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class LogBarrier(Curve):
    """``x - log x`` on the positive numbers, to be drawn on [0.2, 3].

    Below 0 the value is nan, at 0 it is inf; the derivatives are those of the formula there too, ``1 - 1/x`` and
    ``1/x^2``.
    """

    domain = interval(0.2, 3.0)
    minima = np.ones((1, 1))

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return t - np.log(t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return 1 - 1 / t

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 1 / t**2
