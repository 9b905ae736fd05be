r"""The hyperbolic tangent: a slope that dies out on both sides.

.. math:: f(x) = \tanh x
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class Tanh(Curve):
    """``tanh(x)``, to be drawn on [-2, 5]: no minimum, no maximum, only plateaus."""

    domain = interval(-2.0, 5.0)
    minima = np.empty((0, 1))

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return np.tanh(t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        decay = np.exp(-2 * np.where(np.real(t) < 0, -t, t))  # 1 / cosh^2 would overflow far out
        return 4 * decay / (1 + decay) ** 2

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return -2 * np.tanh(t) * self.slope(t)
