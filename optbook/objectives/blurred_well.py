r"""The well seen through normal shifts: an expected risk in closed form.

.. math::
   R(x) = \mathbb{E}\left[(x + z) \cos(\pi (x + z))\right]
        = e^{-\pi^2 \sigma^2 / 2} \left(x \cos(\pi x) - \pi \sigma^2 \sin(\pi x)\right),
   \qquad z \sim \mathcal{N}(0, \sigma^2)
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval, valleys
from optbook.validation import require_nonnegative


@dataclass(frozen=True)
class BlurredWell(Curve):
    """Mean of ``(x + z) cos(pi (x + z))`` over normal shifts ``z``, to be drawn on [0.5, 1.5].

    Parameters
    ----------
    sigma : float
        Standard deviation of the shifts, not negative; at 0 it is `CosineWell`.

    Raises
    ------
    ValueError
        When `sigma` is negative.
    """

    sigma: float = 0.15

    domain = interval(0.5, 1.5)

    def __post_init__(self) -> None:
        require_nonnegative(sigma=self.sigma)

    @property
    def fading(self) -> float:
        """Factor by which the blur lowers ``cos(pi x)``: the mean of ``cos(pi z)``."""
        return math.exp(-((math.pi * self.sigma) ** 2) / 2)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return self.fading * (t * np.cos(np.pi * t) - np.pi * self.sigma**2 * np.sin(np.pi * t))

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`."""
        kept = 1 - (np.pi * self.sigma) ** 2
        return self.fading * (kept * np.cos(np.pi * t) - np.pi * t * np.sin(np.pi * t))

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`."""
        kept = 2 - (np.pi * self.sigma) ** 2
        return -self.fading * np.pi * (kept * np.sin(np.pi * t) + np.pi * t * np.cos(np.pi * t))

    @property
    def minima(self) -> np.ndarray:
        """Minima inside the domain, ``(count, 1)``."""
        return valleys(self)
