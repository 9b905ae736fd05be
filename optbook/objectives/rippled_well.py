r"""The well with a ripple on it: the textbook stand-in for an empirical risk.

.. math:: g(x) = x \cos(\pi x) + a \cos(5 \pi x)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.cosine_well import CosineWell
from optbook.objectives.curve import Curve, interval, valleys
from optbook.validation import require_nonnegative


@dataclass(frozen=True)
class RippledWell(Curve):
    """``x cos(pi x) + amplitude cos(5 pi x)``, to be drawn on [0.5, 1.5]: `CosineWell` and five half waves.

    Parameters
    ----------
    amplitude : float
        Height of the ripple, not negative.

    Raises
    ------
    ValueError
        When `amplitude` is negative.
    """

    amplitude: float = 0.2

    domain = interval(0.5, 1.5)

    def __post_init__(self) -> None:
        require_nonnegative(amplitude=self.amplitude)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return CosineWell().f(t) + self.amplitude * np.cos(5 * np.pi * t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return CosineWell().slope(t) - 5 * np.pi * self.amplitude * np.sin(5 * np.pi * t)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return CosineWell().bend(t) - 25 * np.pi**2 * self.amplitude * np.cos(5 * np.pi * t)

    @property
    def minima(self) -> np.ndarray:
        """Minima inside the domain, ``(count, 1)``."""
        return valleys(self)
