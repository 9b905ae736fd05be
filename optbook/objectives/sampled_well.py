r"""The well seen through a sample of shifts: an empirical risk.

.. math:: \hat R(x) = \frac1n \sum_{i=1}^n (x + z_i) \cos(\pi (x + z_i))

The sum of two angles splits every term, so that four means of the sample are all that the function keeps of it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval, valleys
from optbook.validation import floating, require


@dataclass(frozen=True, eq=False)
class SampledWell(Curve):
    """Mean of ``(x + z) cos(pi (x + z))`` over the shifts ``z`` of a sample, to be drawn on [0.5, 1.5].

    Parameters
    ----------
    shifts : (..., count) array_like
        The sample.  Leading axes give each lane of a batch of points a sample of its own: they must broadcast against
        those of the point.

    Raises
    ------
    ValueError
        When a sample is empty or not finite.
    """

    shifts: np.ndarray

    domain = interval(0.5, 1.5)

    def __post_init__(self) -> None:
        z = np.asarray(self.shifts, dtype=float)
        require(z.ndim >= 1 and z.size > 0, "shifts", f"shape {z.shape}", "shape (..., count), count at least 1")
        require(bool(np.isfinite(z).all()), "shifts", z, "finite numbers")
        cos, sin = np.cos(np.pi * z), np.sin(np.pi * z)
        means = np.stack([cos.mean(-1), sin.mean(-1), (z * cos).mean(-1), (z * sin).mean(-1)])
        object.__setattr__(self, "shifts", z)
        object.__setattr__(self, "_means", means)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`, ``(...)``."""
        (a, b, c, d), cos, sin = self._parts(t)
        return (a * t + c) * cos - (b * t + d) * sin

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`, ``(...)``."""
        (a, b, c, d), cos, sin = self._parts(t)
        return (a - np.pi * (b * t + d)) * cos - (b + np.pi * (a * t + c)) * sin

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`, ``(...)``."""
        (a, b, c, d), cos, sin = self._parts(t)
        return -np.pi * ((2 * b + np.pi * (a * t + c)) * cos + (2 * a - np.pi * (b * t + d)) * sin)

    @property
    def minima(self) -> np.ndarray:
        """Minima inside the domain of the risk on one sample, ``(count, 1)``."""
        return valleys(self)

    def _parts(self, t: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The four means in the precision of `t`, and its cosine and sine."""
        t = floating(t)
        return self._means.astype(t.real.dtype, copy=False), np.cos(np.pi * t), np.sin(np.pi * t)
