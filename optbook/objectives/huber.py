r"""Huber's function: a parabola at its minimum, two straight lines farther out; convex, with curvature 1 at most.

.. math:: f(x) = \begin{cases} \frac12 x^2 & |x| \le c \\ c \, |x| - \frac12 c^2 & |x| > c \end{cases}

Source: P. J. Huber, "Robust estimation of a location parameter", Annals of Mathematical Statistics 35(1), 73-101,
1964.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.objectives.curve import Curve, interval
from optbook.validation import require_positive


@dataclass(frozen=True, eq=False)
class Huber(Curve):
    """The slope of a parabola, cut off at `corner`; to be drawn on [-3, 3].

    Parameters
    ----------
    corner : float or array
        Distance from the minimum at which the lines begin; an array has one for each lane.

    Raises
    ------
    ValueError
        When a corner is not positive.
    """

    corner: float | np.ndarray = 1.0

    domain = interval(-3.0, 3.0)
    minima = np.zeros((1, 1))

    def __post_init__(self) -> None:
        require_positive(corner=self.corner)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        slope = self.slope(t)
        return slope * (t - slope / 2)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """First derivative at `t`: `t` itself, but no steeper than the corner."""
        t = np.asarray(t)
        return np.where(abs(t.real) <= self.corner, t, np.sign(t.real) * self.corner)

    def bend(self, t: np.ndarray) -> np.ndarray:
        """Second derivative at `t`; at the corners, where it jumps, that of the parabola."""
        t = np.asarray(t)
        return np.where(abs(t.real) <= self.corner, 1, 0).astype(np.result_type(t, np.float32))
