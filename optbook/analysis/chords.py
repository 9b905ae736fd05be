"""The chord test: does a function stay below the segments between points of its graph?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optbook.protocols import Objective
from optbook.validation import require_count

TOLERANCE = 1e-12
"""A gap this small, next to the values that it is computed from, is rounding."""


def chord_gap(
    value: Callable[[np.ndarray], np.ndarray], start: np.ndarray, end: np.ndarray, weight: np.ndarray
) -> np.ndarray:
    """Height of the chord above the function: ``w f(a) + (1 - w) f(b) - f(w a + (1 - w) b)``.

    Parameters
    ----------
    value : function of points ``(..., dim)``
    start, end : (..., dim) arrays
        The ends ``a`` and ``b``.
    weight : (...) array
        The weight ``w`` of the start, between 0 and 1.
    """
    between = weight[..., None] * start + (1 - weight[..., None]) * end
    return weight * value(start) + (1 - weight) * value(end) - value(between)


@dataclass(frozen=True, eq=False)
class Chord:
    """One chord, and how far it is above the function at one of its points.

    Attributes
    ----------
    start, end : (dim,) arrays
    weight, gap : float
    """

    start: np.ndarray
    end: np.ndarray
    weight: float
    gap: float

    @property
    def between(self) -> np.ndarray:
        """Where on the chord the gap was measured."""
        return self.weight * self.start + (1 - self.weight) * self.end


@dataclass(frozen=True, eq=False)
class ChordTest:
    """What random chords showed.

    Attributes
    ----------
    share : float
        Share of the chords that lie below the function, by more than rounding.
    lowest, highest : Chord
        Those with the least and the greatest gap.
    """

    share: float
    lowest: Chord
    highest: Chord

    @property
    def violated(self) -> bool:
        """Whether at least one chord lies below the function."""
        return self.share > 0


def chord_test(
    objective: Objective, lower: np.ndarray, upper: np.ndarray, count: int = 20_000, seed: int = 0
) -> ChordTest:
    """Try `count` chords of `objective` with ends drawn evenly from a box and an even weight.

    One violation proves that the function is not convex there.  None proves nothing.
    """
    require_count(1, count=count)
    rng = np.random.default_rng(seed)
    start, end = rng.uniform(lower, upper, (2, count, objective.dim))
    weight = rng.uniform(size=count)
    gap = chord_gap(objective.value, start, end, weight)
    scale = 1 + np.abs(objective.value(start)) + np.abs(objective.value(end))
    low, high = gap.argmin(), gap.argmax()
    picked = [Chord(start[i], end[i], float(weight[i]), float(gap[i])) for i in (low, high)]
    return ChordTest(float((gap < -TOLERANCE * scale).mean()), *picked)
