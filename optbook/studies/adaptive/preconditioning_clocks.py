"""A table of numbers, one of which a sample sees: rates that all share, and rates of each entry's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

import numpy as np

from optbook import descend
from optbook.noise import draw
from optbook.optimizers import GradientDescent
from optbook.protocols import Objective
from optbook.schedules import constant, inverse_time
from optbook.study import study

SHARES = np.geomspace(100, 1, 12) / np.geomspace(100, 1, 12).sum()
"""How often each entry is seen: twelve, the first a hundred times as often as the last."""

SAMPLES = 4000


@dataclass(frozen=True, eq=False)
class Table(Objective):
    """Errors of a table: entry ``i`` is seen with the probability ``shares[i]``, its target with noise of variance 1.

    The value is the mean loss above that of the right table, ``sum(shares * x ** 2) / 2``.  Each lane sees samples of
    its own.
    """

    shares: np.ndarray
    seed: int = 0

    @property
    def dim(self) -> int:
        """Number of entries."""
        return len(self.shares)

    def value(self, x: np.ndarray) -> np.ndarray:
        """Excess loss: ``(..., dim) -> (...)``."""
        return 0.5 * (self.shares * x * x).sum(-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Mean gradient: ``(..., dim) -> (..., dim)``."""
        return self.shares * x

    def at(self, step: int) -> Sample:
        """The sample of a step."""
        return Sample(self, step)

    @cached_property
    def ends(self) -> np.ndarray:
        """Where each entry's part of the interval from 0 to 1 ends."""
        return np.cumsum(self.shares)


@dataclass(frozen=True, eq=False)
class Sample(Objective):
    """What `Table` shows at one step."""

    table: Table
    step: int

    @property
    def dim(self) -> int:
        """Number of entries."""
        return self.table.dim

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient of half the squared error of the entry that is seen; zero in the others."""
        uniform, noise = draw(_pair, x.shape[:-1], self.table.seed, self.step)
        place = np.minimum(np.searchsorted(self.table.ends, uniform), self.dim - 1)[..., None]
        return np.where(place == np.arange(self.dim), x - noise[..., None], 0.0)


def _pair(rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    return rng.random(shape), rng.standard_normal(shape)


class OwnClockState(NamedTuple):
    """State of `OwnClock`."""

    seen: np.ndarray
    """How many gradients of each coordinate were not zero."""


@dataclass(frozen=True)
class OwnClock:
    """Divide each coordinate's gradient by the number of times that it was not zero: a mean of what was seen."""

    def init(self, x: np.ndarray) -> OwnClockState:
        """Nothing was seen."""
        return OwnClockState(np.zeros(x.shape))

    def update(self, grad: np.ndarray, state: OwnClockState, x: np.ndarray) -> tuple[np.ndarray, OwnClockState]:
        """Count, and step at the reciprocal of the count."""
        seen = state.seen + (grad != 0)
        return -grad / np.maximum(seen, 1), OwnClockState(seen)


def mean_squares(rates: np.ndarray, shares: np.ndarray = SHARES, start: float = 1.0) -> np.ndarray:
    """Expected squares of the errors: ``(samples, ...)`` rates, one for all entries, give ``(samples + 1, ..., dim)``.

    Where the last axis of `rates` is as long as `shares`, each entry has a rate of its own.
    """
    rates = np.asarray(rates, dtype=float)
    rates = rates if rates.shape[-1] == len(shares) and rates.ndim > 1 else rates[..., None]
    return recursion(1 - shares * rates * (2 - rates), shares * rates**2, start**2)


def recursion(kept: np.ndarray, added: np.ndarray, start: float) -> np.ndarray:
    """Numbers of which each is `kept` times the one before, plus `added`: ``(steps, ...)`` to ``(steps + 1, ...)``."""
    found = np.empty((len(kept) + 1, *kept.shape[1:]))
    found[0] = start
    for before, after, share, more in zip(found[:-1], found[1:], kept, added, strict=True):
        np.multiply(before, share, out=after)
        after += more
    return found


def steady_squares(rates: np.ndarray, samples: int | np.ndarray, start: float = 1.0) -> np.ndarray:
    """The same after `samples` samples at constant rates below 2, one for each entry of `SHARES`: ``(..., dim)``."""
    kept = (1 - SHARES * rates * (2 - rates)) ** samples
    return kept * start**2 + (1 - kept) * rates / (2 - rates)


def own_squares(samples: int | np.ndarray, shares: np.ndarray = SHARES, start: float = 1.0) -> np.ndarray:
    r"""Expected squares of the errors of `OwnClock` after `samples` samples, ``(..., dim)``: the count is binomial.

    The mean of its reciprocal, 0 in the place of 1/0, obeys :math:`m_n = (1 - s) m_{n-1} + (1 - (1 - s)^n) / n`.
    """
    number = np.arange(np.max(samples) + 1)[:, None]
    unseen = (1 - shares) ** number
    added = (1 - unseen[1:]) / number[1:]
    return (start**2 * unseen + recursion(np.broadcast_to(1 - shares, added.shape), added, 0.0))[samples]


def excess(squares: np.ndarray, shares: np.ndarray = SHARES) -> np.ndarray:
    """Expected loss above that of the right table: ``(..., dim) -> (...)``."""
    return 0.5 * (shares * squares).sum(-1)


@dataclass(frozen=True, eq=False)
class Clocks:
    """Excess loss on the table, by formula and in runs.

    Attributes
    ----------
    seen : (marks,) int array
        Numbers of samples at which it is shown.
    formula : dict of str to (marks, dim) array
        Expected squares of the errors.
    value : dict of str to (marks, lanes) array
        Excess loss of the runs.
    setting : dict of str to float
        The constant rate, and the number ``c`` of the rates ``c / (c + t)``, that end lowest.
    inside : bool
        Whether both lie inside their grids.
    """

    seen: np.ndarray
    formula: dict[str, np.ndarray]
    value: dict[str, np.ndarray]
    setting: dict[str, float]
    inside: bool


def shared_rates(scales: np.ndarray, samples: int = SAMPLES) -> np.ndarray:
    """Rates ``c / (c + t)`` for an array of numbers ``c``: ``(samples, *scales.shape)``."""
    t = np.arange(samples).reshape(-1, *[1] * np.ndim(scales))
    return scales / (scales + t)


@cache
def tuned(count: int = 61, samples: int = SAMPLES) -> tuple[float, float, bool]:
    """The constant rate and the scale ``c`` of ``c / (c + t)`` with the least excess, and whether grids hold them."""
    steady, scales = np.geomspace(1e-3, 1, count), np.geomspace(3, 3000, count)
    one = excess(steady_squares(steady[:, None], samples)).argmin()
    # Eight at a time: the squares of all, at each sample, take much memory.
    ends = [mean_squares(shared_rates(part, samples))[-1] for part in np.split(scales, range(8, count, 8))]
    two = excess(np.concatenate(ends)).argmin()
    return float(steady[one]), float(scales[two]), bool(0 < one < count - 1 and 0 < two < count - 1)


@study
def clocks(lanes: int = 100, apart: int = 50, seed: int = 0) -> Clocks:
    """Run a constant rate, a shared rate that falls, and a clock for each entry, over the same samples."""
    steady, scale, inside = tuned()
    kept = np.arange(0, SAMPLES + 1, apart)
    formula = {
        "constant": mean_squares(np.full(SAMPLES, steady))[kept],
        "shared clock": mean_squares(shared_rates(np.array(scale)))[kept],
        "own clocks": own_squares(kept),
    }
    optimizers = {
        "constant": GradientDescent(constant(steady)),
        "shared clock": GradientDescent(inverse_time(1.0, 1 / scale)),
        "own clocks": OwnClock(),
    }
    start = np.ones((lanes, len(SHARES)))
    value = {
        name: descend(Table(SHARES, seed), start, optimizer, SAMPLES, every=apart).value
        for name, optimizer in optimizers.items()
    }
    return Clocks(kept, formula, value, {"constant": steady, "shared clock": scale}, inside)


def shared_limit(scale: float, shares: np.ndarray = SHARES) -> float:
    """Limit of the number of samples times the excess, at the rates ``c / (c + t)``; `scale` is ``c``."""
    pace = scale * shares
    return float(0.5 * (pace**2 / (2 * pace - 1)).sum())


POWERS = (0.0, 0.5, 1.0)
"""Powers of the share that the rates of `powered` are divided by."""


def powered(slowest: np.ndarray, power: float, shares: np.ndarray = SHARES) -> np.ndarray:
    """Rates in proportion to ``shares ** -power``, of which the rarest entry has `slowest`: ``(..., dim)``."""
    return np.asarray(slowest, dtype=float)[..., None] * (shares.min() / shares) ** power


def floor(rates: np.ndarray, shares: np.ndarray = SHARES) -> np.ndarray:
    """Excess loss that constant rates below 2 end at: ``(..., dim) -> (...)``."""
    return excess(rates / (2 - rates), shares)


def memory(rates: np.ndarray, shares: np.ndarray = SHARES) -> np.ndarray:
    """Samples that take the slowest expected error to ``1 / e`` of itself: ``(..., dim) -> (...)``."""
    return -1 / np.log1p(-(shares * rates).min(-1))


@dataclass(frozen=True, eq=False)
class Floors:
    """Runs at constant rates, each entry at its own, from the right table.

    Attributes
    ----------
    rates : (powers, dim) array
        Rates of the entries, for each of `POWERS`.
    value : (powers, lanes) array
        Excess loss at the end, the mean over the last samples of each run.
    expected : (powers,) array
        The same, expected.
    """

    rates: np.ndarray
    value: np.ndarray
    expected: np.ndarray


@study
def floors(slowest: float = 0.3, lanes: int = 150, steps: int = 2000, seed: int = 0) -> Floors:
    """Run the three powers at the same rate of the rarest entry."""
    rates = np.array([powered(slowest, power) for power in POWERS])
    start = np.zeros((len(POWERS), lanes, len(SHARES)))
    run = descend(Table(SHARES, seed), start, GradientDescent(rates[:, None]), steps, every=100)
    expected = excess(steady_squares(rates, run.step[-10:, None, None], start=0.0)).mean(0)
    return Floors(rates, run.value[-10:].mean(0), expected)


@study
def squared_gradients(lanes: int = 1000, steps: int = 500, seed: int = 0) -> np.ndarray:
    """Mean squares of the gradients that samples show at the right table, ``(dim,)``."""
    x = np.zeros((lanes, len(SHARES)))
    seen = Table(SHARES, seed)
    return np.mean([(seen.at(step).grad(x) ** 2).mean(0) for step in range(steps)], axis=0)
