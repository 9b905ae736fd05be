"""Verdicts on methods: the best of a grid of hyperparameters, and the median of many runs with an interval."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import scipy  # which loads its parts when they are used

from optbook.validation import require, require_count, require_fraction


def best_inside(cost: np.ndarray) -> tuple[int, ...]:
    """Place of the least cost on a grid, which must not lie on the grid's edge.

    A best one at the edge says that the grid is too small, and that a better one may lie outside of it.

    Parameters
    ----------
    cost : array
        An axis for each hyperparameter; inf or nan where a run failed.  An axis of length 1 has no edge.

    Raises
    ------
    ValueError
        When no cost is finite, or the least one lies at the edge.
    """
    cost = np.asarray(cost, dtype=float)
    finite = np.where(np.isfinite(cost), cost, np.inf)
    require(bool(np.isfinite(finite).any()), "cost", "none that is finite", "a grid on which some run arrives")
    place = tuple(int(i) for i in np.unravel_index(finite.argmin(), cost.shape))
    edges = [i for i, n in zip(place, cost.shape, strict=True) if n > 1 and i in (0, n - 1)]
    require(not edges, "cost", f"its least at {place} of {cost.shape}", "a grid that has its best inside")
    return place


@dataclass(frozen=True)
class MedianInterval:
    """Median of a sample, and an interval for the median of what it was drawn from.

    Attributes
    ----------
    median, low, high : float
    coverage : float
        Least probability that the interval holds the true median, whatever the distribution.
    """

    median: float
    low: float
    high: float
    coverage: float

    @property
    def sign(self) -> int:
        """1 or -1 if the whole interval lies on that side of zero, else 0: a tie."""
        return int(self.low > 0) - int(self.high < 0)


def median_interval(sample: np.ndarray, level: float = 0.95) -> MedianInterval:
    """Interval between two order statistics that holds the median with probability `level` at least.

    A draw is below the median with probability 1/2, so the number of draws below it is binomial: no distribution is
    assumed.  Infinite numbers are allowed.

    Parameters
    ----------
    sample : (count,) array
        Independent draws.
    level : float
        In ``[0, 1)``.

    Raises
    ------
    ValueError
        When the sample is too small for the level, or holds nan.

    Notes
    -----
    Source: W. R. Thompson, "On confidence ranges for the median and other expectation distributions for populations
    of unknown distribution form", The Annals of Mathematical Statistics 7, 122-128, 1936.
    """
    require_fraction(level=level)
    ordered = np.sort(np.asarray(sample, dtype=float))
    count = require_sample(ordered)
    # With the k smallest and the k largest left out, the median is missed by at most 2 P(k or fewer of count below it).
    missed = 2 * scipy.special.bdtr(np.arange((count + 1) // 2), count, 0.5)
    left_out = int(np.sum(missed <= 1 - level)) - 1
    require(left_out >= 0, "sample", f"{count} numbers", f"enough of them for a level of {level}")
    ends = float(ordered[left_out]), float(ordered[count - 1 - left_out])
    return MedianInterval(float(middle(ordered)), *ends, 1 - float(missed[left_out]))


def require_sample(ordered: np.ndarray) -> int:
    """Number of draws; raise ``ValueError`` for an empty sample, or one with nan."""
    require_count(1, sample=len(ordered))
    require(not bool(np.isnan(ordered).any()), "sample", "nan", "numbers")
    return len(ordered)


def middle(ordered: np.ndarray) -> float:
    """Median of sorted numbers, of which some may be infinite."""
    low, high = ordered[(len(ordered) - 1) // 2], ordered[len(ordered) // 2]
    return low if low == high else (low + high) / 2


class RatioInterval(NamedTuple):
    """Geometric mean of the ratio of two costs, and an interval for it."""

    low: float
    middle: float
    high: float

    @property
    def verdict(self) -> str:
        """What the first cost is: better or worse than the second, or a tie where the interval holds one."""
        return "worse" if self.low > 1 else "better" if self.high < 1 else "tie"


def ratio_interval(logs: np.ndarray, level: float = 0.95) -> RatioInterval:
    """Interval that holds the geometric mean of a ratio with probability `level`, where its logarithm is normal.

    Parameters
    ----------
    logs : (count,) array
        Logarithms of the ratio, one for each pair of runs: two or more.
    level : float
        In ``[0, 1)``.

    Raises
    ------
    ValueError
        When there are fewer than two logarithms, or `level` is outside ``[0, 1)``.

    Notes
    -----
    Source: Student, "The probable error of a mean", Biometrika 6, 1-25, 1908.
    """
    require_fraction(level=level)
    count = len(logs)
    require(count >= 2, "logs", count, "two numbers or more")
    half = scipy.special.stdtrit(count - 1, (1 + level) / 2) * np.std(logs, ddof=1) / np.sqrt(count)
    return RatioInterval(*(float(number) for number in np.exp(np.mean(logs) + np.array([-half, 0, half]))))
