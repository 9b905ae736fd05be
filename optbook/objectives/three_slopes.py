r"""A curve whose slope is made of three straight lines: strongly convex and smooth, but no quadratic.

.. math:: f'(x) = \begin{cases} L x & x < 1 \\ L + \mu (x - 1) & 1 \le x < 2 \\ L (x - 1) + \mu & x \ge 2 \end{cases}

Source: L. Lessard, B. Recht and A. Packard, "Analysis and design of optimization algorithms via integral quadratic
constraints", SIAM Journal on Optimization 26(1), 57-95, 2016, section 4.6, with curvatures 1 and 25.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval
from optbook.validation import require, require_positive


@dataclass(frozen=True)
class ThreeSlopes(Curve):
    """Two steep parabolas with a flat one of width 1 between them; to be drawn on [-4, 4].

    Parameters
    ----------
    least, most : float
        Curvature between 1 and 2, and elsewhere: the constants of strong convexity and of smoothness.

    Raises
    ------
    ValueError
        When a curvature is not positive or `least` exceeds `most`.
    """

    least: float = 1.0
    most: float = 25.0

    domain = interval(-4.0, 4.0)
    minima = np.zeros((1, 1))

    def __post_init__(self) -> None:
        require_positive(least=self.least, most=self.most)
        require(self.least <= self.most, "least", self.least, f"at most {self.most}")

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        t, low, high = np.asarray(t), self.least / 2, self.most / 2
        flat = high + self.most * (t - 1) + low * (t - 1) ** 2
        right = 3 * high + low + (self.most + self.least) * (t - 2) + high * (t - 2) ** 2
        return np.where(t.real < 1, high * t**2, np.where(t.real < 2, flat, right))

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        t = np.asarray(t)
        flat, right = self.most + self.least * (t - 1), self.most * (t - 1) + self.least
        return np.where(t.real < 1, self.most * t, np.where(t.real < 2, flat, right))

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`; at 1 and 2, where it jumps, the one to the right."""
        t = np.asarray(t)
        return np.where((t.real < 1) | (t.real >= 2), self.most, self.least).astype(np.result_type(t, np.float32))
