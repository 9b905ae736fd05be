r"""A smooth hinge: the loss of one example of logistic regression.

.. math:: f(x) = \ln(1 + e^x)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class Softplus(Curve):
    """``log(1 + exp(x))``, to be drawn on [-4, 4]; it does not overflow."""

    domain = interval(-4.0, 4.0)
    minima = np.empty((0, 1))

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        t = np.asarray(t)
        size = np.where(t.real > 0, t, -t)
        return (t + size) / 2 + np.log(1 + np.exp(-size))

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return (1 + np.tanh(np.asarray(t) / 2)) / 2

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return (1 - np.tanh(np.asarray(t) / 2) ** 2) / 4
