r"""Intervals that close in on a minimum of a function of one variable.

Bisection keeps the half at whose left end the slope is negative and at whose right end it is not.  Golden section has
values only: two points inside tell which end to drop, and they are placed so that one of them serves again,

.. math:: \varphi = \frac{\sqrt 5 - 1}{2}, \qquad \varphi^2 = 1 - \varphi .

Source: J. Kiefer, "Sequential minimax search for a maximum", Proceedings of the American Mathematical Society 4,
502-506, 1953.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optbook.validation import require, require_count

GOLDEN = (np.sqrt(5) - 1) / 2
"""What golden section leaves of an interval."""


def bisect(slope: Callable[[float], float], lower: float, upper: float, steps: int) -> np.ndarray:
    """Halve an interval `steps` times, by the sign of the slope in its middle.

    Parameters
    ----------
    slope : function of a number
        First derivative; negative at `lower`, positive at `upper`.
    lower, upper : float
        Ends of the first interval.
    steps : int
        Halvings, one slope each.

    Returns
    -------
    (steps + 1, 2) array
        The intervals, each inside the one before.

    Raises
    ------
    ValueError
        When the slopes at the ends do not have these signs, or `steps` is not a count.
    """
    require_count(0, steps=steps)
    _require_order(lower, upper)
    signs = slope(lower) < 0 < slope(upper)
    require(bool(signs), "slope", (slope(lower), slope(upper)), "a negative one at lower, a positive one at upper")
    intervals = [(lower, upper)]
    for _ in range(steps):
        middle = lower + (upper - lower) / 2
        lower, upper = (middle, upper) if slope(middle) < 0 else (lower, middle)
        intervals.append((lower, upper))
    return np.array(intervals, dtype=float)


def golden_section(f: Callable[[float], float], lower: float, upper: float, steps: int) -> np.ndarray:
    """Shorten an interval `steps` times by the golden ratio, comparing two values inside.

    Parameters
    ----------
    f : function of a number
        Falls up to its minimum and rises from there.
    lower, upper : float
        Ends of the first interval.
    steps : int
        Reductions.  All in all ``steps + 2`` values are computed, the last of them for a reduction that could follow.

    Returns
    -------
    (steps + 1, 2) array
        The intervals, each inside the one before.

    Raises
    ------
    ValueError
        When `lower` is not below `upper`, or `steps` is not a count.
    """
    require_count(0, steps=steps)
    _require_order(lower, upper)
    left, right = upper - GOLDEN * (upper - lower), lower + GOLDEN * (upper - lower)
    at_left, at_right = f(left), f(right)
    intervals = [(lower, upper)]
    for _ in range(steps):
        if at_left < at_right:
            upper, right, at_right = right, left, at_left
            left = upper - GOLDEN * (upper - lower)
            at_left = f(left)
        else:
            lower, left, at_left = left, right, at_right
            right = lower + GOLDEN * (upper - lower)
            at_right = f(right)
        intervals.append((lower, upper))
    return np.array(intervals, dtype=float)


def _require_order(lower: float, upper: float) -> None:
    require(bool(np.isfinite([lower, upper]).all() and lower < upper), "lower", lower, f"a number below {upper}")
