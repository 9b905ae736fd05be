r"""A power of one variable, with a sign.

.. math:: f(x) = s\, x^p
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval
from optbook.validation import require_choice, require_count


@dataclass(frozen=True)
class Power(Curve):
    """``sign * x ** power``: for powers above 2 the Hessian at 0 is zero, whatever the point is.

    Parameters
    ----------
    power : int
        Exponent, at least 1.
    sign : 1 or -1
        Which way up.

    Raises
    ------
    ValueError
        When `power` is not a count or `sign` is neither 1 nor -1.
    """

    power: int
    sign: int = 1

    domain = interval(-1.5, 1.5)

    def __post_init__(self) -> None:
        require_count(1, power=self.power)
        require_choice((1, -1), sign=self.sign)

    @property
    def minima(self) -> np.ndarray:
        """The origin, for even powers the right way up."""
        return np.zeros((1, 1)) if self.power % 2 == 0 and self.sign == 1 else np.empty((0, 1))

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return self.sign * t**self.power

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return self.sign * self.power * t ** (self.power - 1)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return self.sign * self.power * (self.power - 1) * t ** max(self.power - 2, 0)
