r"""Six schedules on a noisy quadratic: the expected gap under any sequence of rates, and the best sequence of all.

Along an axis of curvature :math:`\lambda` the mean square distance :math:`M_t` to the minimum follows

.. math:: M_{t+1} = (1 - \eta_t \lambda)^2 M_t + \eta_t^2 \sigma^2 ,

and the expected gap is the sum of :math:`\lambda M_t / 2` over the axes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from optbook import follow
from optbook.analysis import best_inside
from optbook.noise import Noisy
from optbook.optimizers import GradientDescent
from optbook.protocols import Schedule
from optbook.schedules import constant, cosine, cosine_restarts, exponential, polynomial, step_decay
from optbook.studies.noise.contest import CURVATURES, SIGMA, task
from optbook.study import study

NAMES = ("constant", "factor", "multi-factor", "polynomial", "cosine", "restarts")

STEPS = 700
"""Updates in a run: a multiple of seven, for periods of one, two and four sevenths."""

PEAKS = 2.0 ** np.arange(-7, 1.01, 0.25)
"""First rates that are tried, a quarter of an octave apart; the largest curvature is 1."""


def schedule(name: str, peak: np.ndarray | float, steps: int) -> Schedule:
    """One of `NAMES` for a run of `steps`, its first rate being `peak`."""
    if name == "factor":
        return exponential(peak, np.log(100) / steps)
    if name == "multi-factor":
        return step_decay(peak, 0.1, [steps // 2, 3 * steps // 4])
    if name == "polynomial":
        return polynomial(peak, 100 / steps, 0.5)
    if name == "cosine":
        return cosine(peak, steps)
    return cosine_restarts(peak, steps // 7, growth=2) if name == "restarts" else constant(peak)


def rates_of(name: str, peak: np.ndarray | float, steps: int) -> np.ndarray:
    """Rates of all updates, ``(steps, ...)``."""
    step = np.arange(steps).reshape(-1, *(1,) * np.ndim(peak))
    return schedule(name, np.asarray(peak), steps)(step)


def expected_gaps(
    rates: np.ndarray, curvatures: np.ndarray = CURVATURES, sigma: float = SIGMA, start: float = 1.0
) -> np.ndarray:
    """Expected gap before each update and after the last, ``(steps + 1, ...)``, under the rates ``(steps, ...)``.

    Each coordinate of the start has mean 0 and variance `start`.
    """
    rates = np.asarray(rates, dtype=float)[..., None]
    keeps, added = (1 - rates * curvatures) ** 2, (rates * sigma) ** 2
    squares = np.empty((len(keeps) + 1, *keeps.shape[1:]))
    squares[0] = start
    with np.errstate(over="ignore", invalid="ignore"):
        for step, (keep, more) in enumerate(zip(keeps, added, strict=True)):
            np.multiply(keep, squares[step], out=squares[step + 1])
            squares[step + 1] += more
        return squares @ curvatures / 2


def unrolled_gap(
    rates: np.ndarray, curvatures: np.ndarray = CURVATURES, sigma: float = SIGMA, start: float = 1.0
) -> float:
    """The last of the same gaps for rates ``(steps,)``, as a sum over the start and the noise of each update."""
    keeps = (1 - np.outer(rates, curvatures)) ** 2
    later = np.vstack([np.cumprod(keeps[::-1], axis=0)[::-1], np.ones_like(curvatures)])
    square = start * later[0] + sigma**2 * (rates[:, None] ** 2 * later[1:]).sum(0)
    return float((curvatures * square).sum() / 2)


def gap_and_slope(
    rates: np.ndarray, curvatures: np.ndarray = CURVATURES, sigma: float = SIGMA, start: float = 1.0
) -> tuple[float, np.ndarray]:
    """Expected gap after the last update and its derivative by each rate ``(steps,)``, by a walk there and back."""
    keeps = 1 - np.outer(rates, curvatures)
    squares = [np.full(len(curvatures), start)]
    for share, more in zip(keeps**2, (rates * sigma) ** 2, strict=True):
        squares.append(share * squares[-1] + more)
    squares = np.array(squares)
    later = np.vstack([np.cumprod(keeps[:0:-1] ** 2, axis=0)[::-1], np.ones_like(curvatures)])
    slopes = -2 * curvatures * keeps * squares[:-1] + 2 * sigma**2 * rates[:, None]
    weighted = curvatures * later / 2
    return float((curvatures * squares[-1]).sum() / 2), (weighted * slopes).sum(-1)


@study
def best_rates(
    steps: int = STEPS, first: float = 0.05, curvatures: tuple[float, ...] = tuple(CURVATURES), start: float = 1.0
) -> np.ndarray:
    """The best sequence of rates found from a constant one, `first`, by a quasi-Newton method: ``(steps,)``."""
    found = minimize(
        lambda rates: gap_and_slope(rates, np.array(curvatures), start=start),
        np.full(steps, first),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, 2 / max(curvatures))] * steps,
        options={"maxiter": 1000, "maxfun": 2000, "ftol": 1e-13, "gtol": 1e-9},
    )
    return found.x


@dataclass(frozen=True)
class Tuned:
    """The best peak of a schedule.

    Attributes
    ----------
    peak : float
    gap : float
        Least expected gap.
    place : int
        Place of the peak on the grid, which is not at its edge.
    """

    peak: float
    gap: float
    place: int


def valley(name: str, steps: int = STEPS, peaks: np.ndarray = PEAKS) -> np.ndarray:
    """Expected gap at the end for each of `peaks`."""
    return expected_gaps(rates_of(name, peaks, steps))[-1]


def least(gaps: np.ndarray, peaks: np.ndarray = PEAKS) -> Tuned:
    """The best of a grid of peaks.

    Raises
    ------
    ValueError
        When it is at the edge of the grid.
    """
    (place,) = best_inside(gaps)
    return Tuned(float(peaks[place]), float(gaps[place]), place)


@study
def tuned(name: str, steps: int = STEPS) -> Tuned:
    """The best peak of one of `NAMES`."""
    return least(valley(name, steps))


@dataclass(frozen=True, eq=False)
class Runs:
    """Runs of all schedules at their best peaks, with the same starts and the same noise.

    Attributes
    ----------
    step : (times,) int array
    gap : (schedules, times, lanes) array
    """

    step: np.ndarray
    gap: np.ndarray


@study
def runs(lanes: int = 500, seed: int = 0, steps: int = STEPS) -> Runs:
    """Run every schedule, and keep the gap at the ends of the periods of the restarts and between them."""
    peaks = np.array([tuned(name, steps).peak for name in NAMES])
    rates = np.stack([rates_of(name, peak, steps) for name, peak in zip(NAMES, peaks, strict=True)], 1)
    case = task("quadratic")
    seen = Noisy(case.objective, SIGMA, 2 * seed + 1, lanes=(lanes,))
    start = np.random.default_rng(seed).normal(size=(lanes, case.objective.dim))
    times = np.array([steps // 7, 2 * steps // 7, 3 * steps // 7, 5 * steps // 7, steps])
    optimizer = GradientDescent(lambda step: rates[step][:, None, None])
    run = enumerate(follow(seen, np.broadcast_to(start, (len(NAMES), *start.shape)), optimizer, steps))
    kept = [case.objective.value(x) for step, (x, _) in run if step in times]
    return Runs(times, np.stack(kept, 1))
