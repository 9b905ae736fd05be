r"""A convex curve that is steep far out, and whose third derivative vanishes at its minimum.

.. math:: f(x) = \cosh(c x)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval
from optbook.validation import require_positive


@dataclass(frozen=True)
class Cosh(Curve):
    """``cosh(scale x)``, least at 0.

    Parameters
    ----------
    scale : float
        The number ``c``, positive.

    Raises
    ------
    ValueError
        When `scale` is not positive.
    """

    scale: float = 0.5

    minima = np.zeros((1, 1))

    def __post_init__(self) -> None:
        require_positive(scale=self.scale)

    @property
    def domain(self) -> tuple[np.ndarray, np.ndarray]:
        """Three units of ``1/c`` on either side."""
        return interval(-3 / self.scale, 3 / self.scale)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return np.cosh(self.scale * t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return self.scale * np.sinh(self.scale * t)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return self.scale**2 * np.cosh(self.scale * t)
