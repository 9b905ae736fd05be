"""A constant rate that is cooled down at its end, on the noisy quadratic: length, shape, budgets, averages."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optbook.analysis import best_inside
from optbook.protocols import Schedule
from optbook.schedules import constant, polynomial
from optbook.studies.noise.contest import CURVATURES, SIGMA
from optbook.studies.schedules.decay_quadratic import PEAKS, STEPS, Tuned, expected_gaps, least
from optbook.study import study

SHAPES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "linear": lambda done: 1 - done,
    "1 - sqrt": lambda done: 1 - np.sqrt(done),
    "cosine": lambda done: (1 + np.cos(np.pi * done)) / 2,
}
"""The rate over its peak, after the share `done` of a cooldown."""

SHARE = 0.2
"""Length of a cooldown over that of its run, where nothing else is said."""

SHARES = np.array([1 / 20, *np.arange(1, 11) / 10])
"""Lengths of the cooldown over that of the run."""

BUDGETS = (350, 700, 1400, 2800, 5600)
"""Updates after which a cooled iterate is wanted."""


def stable(name: str, peak: np.ndarray | float) -> Schedule:
    """Rate before the cooldown: "constant", or "root", which falls like one over the root of the step."""
    return polynomial(peak, 1 / 100, 0.5) if name == "root" else constant(peak)


def rates_of(
    shape: str,
    peak: np.ndarray | float,
    steps: int = STEPS,
    share: float = SHARE,
    final: float = 0.0,
    before: str = "constant",
) -> np.ndarray:
    """Rates of all updates, ``(steps, ...)``: `before`, and over the last `share` of them times a factor that falls.

    The factor is 1 at the first update of the cooldown and `final` at update number `steps`, which is not made.
    """
    length, peak = round(share * steps), np.asarray(peak, dtype=float)
    step = np.arange(steps).reshape(-1, *(1,) * peak.ndim)
    done = np.maximum(step - steps + length, 0) / max(length, 1)
    factor = final + (1 - final) * SHAPES[shape](done)
    return factor * stable(before, peak)(step)


@study
def tuned(shape: str, share: float = SHARE, final: float = 0.0, steps: int = STEPS, before: str = "constant") -> Tuned:
    """The best peak for a cooldown; a `share` of 0 is none, and "cosine" with 1 is the cosine."""
    return least(expected_gaps(rates_of(shape, PEAKS, steps, share, final, before))[-1])


@study
def by_share(shape: str, steps: int = STEPS) -> np.ndarray:
    """Expected gap at the best peak for each of `SHARES`."""
    return np.array([tuned(shape, share, steps=steps).gap for share in SHARES.tolist()])


def best_share(shape: str, steps: int = STEPS) -> tuple[float, float]:
    """The best of `SHARES` and its gap, each share with its own best peak; there is none above 1."""
    found = by_share(shape, steps)
    return float(SHARES[found.argmin()]), float(found.min())


def tail_averages(peaks: np.ndarray, steps: int = STEPS, share: float = SHARE, start: float = 1.0) -> np.ndarray:
    """Expected gap at the mean of the last `share` of the iterates at constant rates, ``(peaks,)``.

    With `s` the sum of the iterates taken so far, the mean squares of `z` and `s` and the mean of their product follow
    from those before.
    """
    rates, count = np.asarray(peaks, dtype=float)[:, None], round(share * steps)
    keeps, zz = 1 - rates * CURVATURES, start * np.ones((len(peaks), len(CURVATURES)))
    zs = ss = np.zeros_like(zz)
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps):
            zz, zs = keeps**2 * zz + (rates * SIGMA) ** 2, keeps * zs
            if step >= steps - count:
                zs, ss = zs + zz, ss + 2 * zs + zz
        return (CURVATURES * ss).sum(-1) / (2 * count**2)


@study
def averaged(share: float = SHARE, steps: int = STEPS) -> Tuned:
    """The best constant rate for the mean of the last iterates."""
    return least(tail_averages(PEAKS, steps, share))


@study
def branches(before: str = "constant", share: float = SHARE) -> np.ndarray:
    """Expected gap, ``(budgets, peaks)``, of a branch from one long run at a peak, cooled for its last `share`."""
    return np.stack([expected_gaps(rates_of("linear", PEAKS, steps, share, before=before))[-1] for steps in BUDGETS])


@study
def best_cosines() -> np.ndarray:
    """Expected gap of a cosine made for each of `BUDGETS`, with its own best peak."""
    return np.array([tuned("cosine", 1.0, steps=steps).gap for steps in BUDGETS])


def one_peak(before: str = "constant", share: float = SHARE) -> tuple[float, np.ndarray]:
    """The peak that is best at the worst budget, and the gaps of its branches over those of the cosines.

    Raises
    ------
    ValueError
        When the peak is at the edge of the grid.
    """
    over = branches(before, share) / best_cosines()[:, None]
    (place,) = best_inside(over.max(0))
    return float(PEAKS[place]), over[:, place]


def updates(budgets: tuple[int, ...] = BUDGETS, share: float = SHARE) -> tuple[int, int]:
    """Updates made in all, for a run a budget, and for one run that is cooled in a branch a budget.

    The last branch leaves the long run, which is not made further than that.
    """
    lengths = [round(share * steps) for steps in budgets]
    return sum(budgets), max(steps - n for steps, n in zip(budgets, lengths, strict=True)) + sum(lengths)
