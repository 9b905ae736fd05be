"""Schedulers and loops as they are written, right and wrong, and the rate that each update really uses."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optbook.protocols import Schedule
from optbook.schedules import cosine, warmup
from optbook.study import study

EPOCHS, BATCHES = 10, 45
"""Epochs of a run, and updates in each: the digits in batches of 32."""

STEPS = EPOCHS * BATCHES
FACTOR = 0.7
"""What the rate of the factor schedule is multiplied with after each epoch."""


class Stepped:
    """A scheduler in the form of PyTorch: it holds a count, and `step` moves on."""

    def __init__(self, schedule: Schedule, count: int = 0) -> None:
        self.schedule, self.count = schedule, count

    @property
    def rate(self) -> float:
        """The rate that an update uses now."""
        return float(self.schedule(self.count))

    def step(self) -> None:
        """Move to the next rate."""
        self.count += 1


class CountingFactor:
    """A scheduler that is called with a step, ignores it, and multiplies its rate at each call.  A mistake."""

    def __init__(self, initial: float, factor: float) -> None:
        self.rate, self.factor = initial, factor

    def __call__(self, step: int) -> float:
        """The rate after one more call."""
        self.rate *= self.factor
        return self.rate


class ChainedCosine:
    """A cosine that makes each rate from the one before, as PyTorch does; past its length it rises again."""

    def __init__(self, initial: float, steps: int) -> None:
        self.initial, self.steps, self.count, self.rate = initial, steps, 0, initial

    def step(self) -> None:
        """Multiply with the quotient of two values of the cosine; at its zero add instead."""
        self.count += 1
        if (self.count - 1 - self.steps) % (2 * self.steps) == 0:
            self.rate += self.initial * (1 - math.cos(math.pi / self.steps)) / 2
        else:
            now, before = (1 + math.cos(math.pi * t / self.steps) for t in (self.count, self.count - 1))
            self.rate *= now / before


def stepped_each_update(scheduler: Stepped | ChainedCosine, steps: int = STEPS) -> np.ndarray:
    """Rates of a loop that makes an update, and then steps the scheduler."""
    used = []
    for _ in range(steps):
        used.append(scheduler.rate)
        scheduler.step()
    return np.array(used)


def stepped_each_epoch(scheduler: Stepped, epochs: int = EPOCHS, batches: int = BATCHES) -> np.ndarray:
    """Rates of a loop that steps the scheduler after each epoch."""
    return np.repeat(stepped_each_update(scheduler, epochs), batches)


def stepped_first(scheduler: Stepped, count: int, batches: int = 1) -> np.ndarray:
    """Rates of a loop that steps the scheduler before the update, or before the first update of an epoch."""
    used = []
    for _ in range(count):
        scheduler.step()
        used.append(scheduler.rate)
    return np.repeat(used, batches)


def set_before(schedule: Schedule, epochs: int = EPOCHS, batches: int = BATCHES) -> np.ndarray:
    """Rates of a loop that sets the rate before each epoch."""
    return np.repeat([float(schedule(epoch)) for epoch in range(epochs)], batches)


def set_after(schedule: Schedule, given: float, epochs: int = EPOCHS, batches: int = BATCHES) -> np.ndarray:
    """Rates of a loop that sets the rate after each epoch; the first one has the rate that was `given`."""
    used, now = [], given
    for epoch in range(epochs):
        used += [now] * batches
        now = float(schedule(epoch))
    return np.array(used)


def factor(epoch: int) -> float:
    """The factor schedule as a function of the epoch."""
    return FACTOR**epoch


def from_zero(schedule: Schedule, steps: int) -> Schedule:
    """A warmup whose first rate is zero: ``t / steps`` of the schedule's."""
    return lambda step: schedule(step) * np.minimum(1.0, step / steps)


def plotted_first(calls: int = EPOCHS) -> np.ndarray:
    """Rates of a run whose scheduler counts its own calls and was called for a plot before."""
    scheduler = CountingFactor(1.0, FACTOR)
    _ = [scheduler(epoch) for epoch in range(calls)]
    return set_before(scheduler)


def resumed(schedule: Schedule, saved: int, count: int, steps: int = STEPS) -> np.ndarray:
    """Rates of a run that is stopped after `saved` updates and goes on with its scheduler at `count`."""
    first = stepped_each_update(Stepped(schedule), saved)
    return np.append(first, stepped_each_update(Stepped(schedule, count), steps - saved))


@dataclass(frozen=True, eq=False)
class Case:
    """One mistake.

    Attributes
    ----------
    right : str
        Name of what was meant, in `RIGHT`.
    rates : (STEPS,) array
        Rate that each update uses, over the peak.
    """

    right: str
    rates: np.ndarray


RIGHT: dict[str, Callable[[], np.ndarray]] = {
    "factor": lambda: stepped_each_epoch(Stepped(factor)),
    "cosine": lambda: stepped_each_update(Stepped(cosine(1.0, STEPS))),
    "warmup by epochs": lambda: set_before(warmup(cosine(1.0, EPOCHS), 3)),
    "warmup by steps": lambda: stepped_each_update(Stepped(warmup(cosine(1.0, STEPS), BATCHES))),
}
"""What was meant, as rates over the peak."""


def cases() -> dict[str, Case]:
    """All mistakes of the page."""
    whole, by_epoch = cosine(1.0, STEPS), warmup(cosine(1.0, EPOCHS), 3)
    return {
        "stepped first, by epochs": Case("factor", stepped_first(Stepped(factor), EPOCHS, BATCHES)),
        "stepped first, by steps": Case("cosine", stepped_first(Stepped(whole), STEPS)),
        "set after the epoch": Case("warmup by epochs", set_after(by_epoch, 1.0)),
        "set after, from zero": Case("warmup by epochs", set_after(from_zero(cosine(1.0, EPOCHS), 3), 1.0)),
        "plotted first": Case("factor", plotted_first()),
        "stepped each batch": Case("factor", stepped_each_update(Stepped(factor))),
        "length in epochs, held": Case("cosine", stepped_each_update(Stepped(cosine(1.0, EPOCHS)))),
        "length in epochs, chained": Case("cosine", stepped_each_update(ChainedCosine(1.0, EPOCHS))),
        "length in steps": Case("cosine", stepped_each_epoch(Stepped(whole))),
        "resumed at zero": Case("cosine", resumed(whole, STEPS // 2, 0)),
        "one step short": Case("cosine", stepped_each_update(Stepped(cosine(1.0, STEPS - 1)))),
        "warmup from zero": Case("warmup by steps", stepped_each_update(Stepped(from_zero(whole, BATCHES)))),
    }


CURVATURES = np.geomspace(0.01, 1, 21)
"""Of the noisy quadratic on which a cost is computed without runs."""

NOISE = 0.3
"""Standard deviation of the noise in each gradient there."""


def expected_loss(rates: np.ndarray) -> np.ndarray:
    """Expected value of gradient descent at the end, on a quadratic with noise, from distance 1 along each axis.

    An axis of curvature ``c`` has ``E x^2 <- (1 - rate c)^2 E x^2 + (rate NOISE)^2`` at each update.
    """
    square = np.ones((*np.shape(rates)[:-1], len(CURVATURES)))
    for rate in np.moveaxis(rates, -1, 0)[..., None]:
        square = (1 - rate * CURVATURES) ** 2 * square + (rate * NOISE) ** 2
    return square @ CURVATURES / 2


PEAKS = tuple(float(peak) for peak in np.geomspace(0.02, 1.9, 25))
"""Peaks that are tried for what was meant; at a constant rate of 2 gradient descent is no longer stable."""

FARTHER = PEAKS + tuple(PEAKS[-1] / PEAKS[0] * peak for peak in PEAKS[1:])
"""Peaks that are tried for a mistake, which may use a small part of its peak only: the same, and as many beyond."""


@dataclass(frozen=True, eq=False)
class Exact:
    """What a mistake costs on the noisy quadratic.

    Attributes
    ----------
    peak : float
        Best peak of what was meant.
    inside : bool
        Whether the grid goes on at both sides of it, and of the best peak of the mistake.
    same, tuned : float
        Expected loss after the mistake over that after what was meant: at that peak, and at the best peak of the
        mistake itself.
    """

    peak: float
    inside: bool
    same: float
    tuned: float


@study
def exact() -> dict[str, Exact]:
    """Try all peaks, for each mistake and for what was meant."""
    tried, farther, found = np.array(PEAKS)[:, None], np.array(FARTHER)[:, None], {}
    meant = {name: expected_loss(tried * rates()) for name, rates in RIGHT.items()}
    for name, case in cases().items():
        with np.errstate(over="ignore"):
            right, wrong = meant[case.right], expected_loss(farther * case.rates)
        place, own = int(right.argmin()), int(wrong.argmin())
        inside = 0 < place < len(PEAKS) - 1 and 0 < own < len(FARTHER) - 1
        found[name] = Exact(PEAKS[place], inside, *(float(wrong[each] / right[place]) for each in (place, own)))
    return found
