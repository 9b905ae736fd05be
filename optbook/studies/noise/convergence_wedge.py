"""A wedge with noise, on which the bound for the average iterate is computed, met and nearly attained."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend, follow
from optbook.noise import Noisy
from optbook.objectives.curve import Curve, interval
from optbook.optimizers import GradientDescent
from optbook.protocols import Objective, Optimizer
from optbook.schedules import polynomial
from optbook.study import study

INCLINE = 1 / 2
"""Slope of the wedge of the first runs; with the noise that is added, the second moment of a gradient is one."""


@dataclass(frozen=True, eq=False)
class Wedge(Curve):
    """``incline * |x|``: convex, with slopes no larger than `incline`; at the corner the slope 0 is taken."""

    incline: float | np.ndarray = INCLINE

    domain = interval(-2.0, 2.0)

    def f(self, t: np.ndarray) -> np.ndarray:
        """Value at `t`."""
        return self.incline * np.abs(t)

    def slope(self, t: np.ndarray) -> np.ndarray:
        """A subgradient at `t`."""
        return self.incline * np.sign(t)


def average_bound(rates: np.ndarray, radius: float = 1.0, moment: float = 1.0) -> np.ndarray:
    """Bound on the expected gap of the average of the first 1, 2, ... iterates, along the first axis of `rates`.

    ``(R^2 + G^2 sum eta^2) / (2 sum eta)`` with `radius` R and `moment` G^2, a bound of the second moment.
    """
    return (radius**2 + moment * (rates**2).cumsum(0)) / (2 * rates.cumsum(0))


@dataclass(frozen=True, eq=False)
class Averages:
    """Gaps of averages of iterates, weighted with the rates, of many runs.

    Attributes
    ----------
    count : (steps,) array
        Number of iterates in each average: the start alone, and so on.
    gap : (steps, lanes) array
        Value at the average, above the minimum.
    bound : (steps,) array
        Of the theorem.
    single : (steps,) array
        Mean gap of the last of these iterates, alone.
    """

    count: np.ndarray
    gap: np.ndarray
    bound: np.ndarray
    single: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """Mean gap, ``(steps,)``."""
        return self.gap.mean(-1)

    @property
    def error(self) -> np.ndarray:
        """Its standard error."""
        return self.gap.std(-1, ddof=1) / np.sqrt(self.gap.shape[-1])


def unit_noise(incline: float | np.ndarray = INCLINE, seed: int = 0, lanes: tuple[int, ...] | None = None) -> Noisy:
    """A wedge with so much noise that the mean square of a gradient is one everywhere but at the corner."""
    sigma = np.sqrt(1 - np.asarray(incline)[..., None] ** 2) if np.ndim(incline) else np.sqrt(1 - incline**2)
    return Noisy(Wedge(incline), sigma, seed, lanes=lanes)


@study
def averaged_wedge(lanes: int = 300, steps: int = 4096, seed: int = 0) -> Averages:
    """Run from 1 with the rates ``1 / sqrt(t + 1)``, which need not know how long the run will be."""
    rates = polynomial(1.0, 1.0)(np.arange(steps))
    x = descend(unit_noise(seed=seed), np.ones((lanes, 1)), GradientDescent(polynomial(1.0, 1.0)), steps - 1).x[..., 0]
    average = (rates[:, None] * x).cumsum(0) / rates.cumsum()[:, None]
    curve = Wedge()
    return Averages(np.arange(1, steps + 1), curve.f(average), average_bound(rates), curve.f(x).mean(-1))


@dataclass(frozen=True, eq=False)
class Sweep:
    """Gaps of plain averages for a row of settings.

    Attributes
    ----------
    setting : (settings,) array
        Rates, or slopes in units of ``G / sqrt(T)``.
    mean, error, bound : (settings,) arrays
        Mean gap, its standard error, and the bound.
    """

    setting: np.ndarray
    mean: np.ndarray
    error: np.ndarray
    bound: np.ndarray


def mean_iterate(objective: Objective, starts: np.ndarray, optimizer: Optimizer, count: int) -> np.ndarray:
    """Mean of so many iterates of each run, the start included: ``(..., 1)`` starts, ``(...)`` means."""
    return sum(x[..., 0] for x, _ in follow(objective, starts, optimizer, count - 1)) / count


@study
def rate_sweep(lanes: int = 300, steps: int = 1024, seed: int = 0) -> Sweep:
    """Average `steps` iterates at constant rates, from a thirtieth of the best one by the bound to thirty times it.

    All rates meet the same noise.
    """
    lr = np.geomspace(1 / 32, 32, 21) / np.sqrt(steps)
    optimizer = GradientDescent(lr[:, None, None])
    source = unit_noise(seed=seed, lanes=(lanes,))
    gap = Wedge().f(mean_iterate(source, np.ones((len(lr), lanes, 1)), optimizer, steps))
    bound = average_bound(np.broadcast_to(lr, (steps, len(lr))))[-1]
    return Sweep(lr, gap.mean(-1), gap.std(-1, ddof=1) / np.sqrt(lanes), bound)


@study
def slope_sweep(steps: int, lanes: int = 300, seed: int = 0) -> Sweep:
    """Average at the best constant rate by the bound, ``1 / sqrt(T)``, on wedges of slopes ``c / sqrt(T)``.

    All wedges meet the same noise, but for its scale.
    """
    c = np.geomspace(1 / 8, 8, 13)
    incline = c[:, None] / np.sqrt(steps)
    optimizer = GradientDescent(1 / np.sqrt(steps))
    source = unit_noise(incline, seed, (lanes,))
    gap = incline * np.abs(mean_iterate(source, np.ones((len(c), lanes, 1)), optimizer, steps))
    return Sweep(c, gap.mean(-1), gap.std(-1, ddof=1) / np.sqrt(lanes), np.full(len(c), 1 / np.sqrt(steps)))
