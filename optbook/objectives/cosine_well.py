r"""A curve with a poor minimum and a good one.

.. math:: f(x) = x \cos(\pi c x)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy  # which loads its parts when they are used

from optbook.objectives.curve import Curve, interval
from optbook.validation import require_positive


@dataclass(frozen=True)
class CosineWell(Curve):
    """``x cos(pi c x)``, to be drawn on [-1/c, 2/c]: two minima and a maximum between them.

    A change of `frequency` only rescales the curve: ``c f(x)`` is the same function of ``c x`` for all.

    Parameters
    ----------
    frequency : float
        The number ``c``, positive.

    Raises
    ------
    ValueError
        When `frequency` is not positive.
    """

    frequency: float = 1.0

    def __post_init__(self) -> None:
        require_positive(frequency=self.frequency)

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """From -1/c to 2/c."""
        return interval(-1 / self.frequency, 2 / self.frequency)

    @property
    def omega(self) -> float:
        """The angular frequency ``pi c``."""
        return np.pi * self.frequency

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return t * np.cos(self.omega * t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        angle = self.omega * t
        return np.cos(angle) - angle * np.sin(angle)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return -2 * self.omega * np.sin(self.omega * t) - self.omega**2 * t * np.cos(self.omega * t)

    @property
    def minima(self) -> np.ndarray:
        """Minima in the domain, ``(2, 1)``: between each bracket the slope changes sign once."""
        brackets = np.array([[-0.5, 0.0], [1.0, 1.5]]) / self.frequency
        return np.array([[scipy.optimize.brentq(self.slope, *bracket, xtol=1e-15)] for bracket in brackets])
