r"""A curve that looks as if it had ever deeper valleys.  All of them are equally deep.

.. math:: f(x) = x^2 (1 + \sin x) = 2 x^2 \sin^2\!\left(\frac x2 + \frac\pi4\right)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval


@dataclass(frozen=True)
class RisingWaves(Curve):
    """``x^2 (1 + sin x)``, to be drawn on [-9, 9]: minima of value 0 at 0 and at ``2 k pi - pi / 2``."""

    domain = interval(-9.0, 9.0)
    minima = np.array([[-5 * np.pi / 2], [-np.pi / 2], [0.0], [3 * np.pi / 2]])

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return 2 * t**2 * np.sin(t / 2 + np.pi / 4) ** 2

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        h = t / 2 + np.pi / 4
        return 2 * t * np.sin(h) * (2 * np.sin(h) + t * np.cos(h))

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 4 * np.sin(t / 2 + np.pi / 4) ** 2 + 4 * t * np.cos(t) - t**2 * np.sin(t)
