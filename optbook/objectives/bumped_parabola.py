r"""A parabola with a bump of any width on its floor: convex everywhere but there.

.. math:: f(x) = \tfrac12 x^2 + h w^2 e^{-(x/w)^2/2}
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval
from optbook.validation import require_nonnegative, require_positive


@dataclass(frozen=True)
class BumpedParabola(Curve):
    """``x^2 / 2 + height width^2 exp(-(x / width)^2 / 2)``, to be drawn on [-2, 2].

    Its second derivative at 0 is ``1 - height``, whatever the width.

    Parameters
    ----------
    width : float
        Above zero.
    height : float
        Not negative; the curve is convex up to 1.

    Raises
    ------
    ValueError
        When `width` is not positive or `height` is negative.
    """

    width: float = 0.3
    height: float = 2.0

    domain = interval(-2.0, 2.0)

    def __post_init__(self) -> None:
        require_positive(width=self.width)
        require_nonnegative(height=self.height)

    @property
    def minima(self) -> np.ndarray:
        """One on each side of the bump, or the origin where there is no bump."""
        if self.height <= 1:
            return np.zeros((1, 1))
        return self.width * np.sqrt(2 * np.log(self.height)) * np.array([[-1.0], [1.0]])

    def bump(self, t: np.ndarray) -> np.ndarray:
        """The bump in units of the width squared."""
        return self.height * np.exp(-((t / self.width) ** 2) / 2)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return t**2 / 2 + self.width**2 * self.bump(t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        return t * (1 - self.bump(t))

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        return 1 + self.bump(t) * ((t / self.width) ** 2 - 1)
