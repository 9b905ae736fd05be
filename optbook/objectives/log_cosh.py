r"""A rounded corner on a shallow bowl: strongly convex and smooth, with both constants known.

.. math:: f(x) = \ln \cosh x + \frac{\mu}{2} x^2
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval
from optbook.validation import require_nonnegative


@dataclass(frozen=True)
class LogCosh(Curve):
    """``log(cosh(x)) + ridge / 2 * x^2``, to be drawn on [-4, 4]; its second derivative is in (ridge, 1 + ridge].

    Parameters
    ----------
    ridge : float
        Not negative; the constant of strong convexity.

    Raises
    ------
    ValueError
        When `ridge` is negative.
    """

    ridge: float = 0.2

    domain = interval(-4.0, 4.0)
    minima = np.zeros((1, 1))

    def __post_init__(self) -> None:
        require_nonnegative(ridge=self.ridge)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`; it does not overflow."""
        t = np.asarray(t)
        size = np.where(t.real > 0, t, -t)
        return size + np.log((1 + np.exp(-2 * size)) / 2) + self.ridge / 2 * t**2

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return np.tanh(t) + self.ridge * np.asarray(t)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 1 - np.tanh(t) ** 2 + self.ridge
