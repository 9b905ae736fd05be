r"""Two wells with a barrier between them, one deeper than the other if it is tilted.

.. math:: f(x) = (x^2 - 1)^2 + a x
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval, valleys
from optbook.validation import require


@dataclass(frozen=True)
class DoubleWell(Curve):
    """``(x^2 - 1)^2 + tilt x``, to be drawn on [-2, 2].

    Parameters
    ----------
    tilt : float
        Of absolute value below ``8 / sqrt(27)``, where the shallower well vanishes.

    Raises
    ------
    ValueError
        When there are not two wells.
    """

    tilt: float = 0.2

    domain = interval(-2.0, 2.0)

    def __post_init__(self) -> None:
        require(
            bool(abs(self.tilt) < 8 / np.sqrt(27)), "tilt", self.tilt, "a number between -8/sqrt(27) and 8/sqrt(27)"
        )

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return (t**2 - 1) ** 2 + self.tilt * t

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return 4 * t * (t**2 - 1) + self.tilt

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 12 * t**2 - 4

    @property
    def minima(self) -> np.ndarray:
        """The two minima, ``(2, 1)``, the left one first.

        The shallower may be missed where the tilt is within 2e-4 of its bound: the top of the barrier is too near.
        """
        return valleys(self)
