"""Many samples of one loss: their empirical risks, the minimizers of these, and runs of gradient descent on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.objectives import BlurredWell, CosineWell, Curve, SampledWell
from optbook.optimizers import GradientDescent
from optbook.study import study

LOSS, RISK = CosineWell(), BlurredWell()
"""The loss is ``LOSS`` at the shifted point; its mean over normal shifts is ``RISK``."""


@dataclass(frozen=True)
class Lowest:
    """The lowest point of a curve inside a domain: where, its value, its second derivative."""

    x: float
    value: float
    bend: float


def lowest(curve: Curve) -> Lowest:
    """The lowest of the minima of `curve`."""
    x = float(min(curve.minima[:, 0], key=curve.f))
    return Lowest(x, float(curve.f(x)), float(curve.bend(x)))


def shifts(count: int, lanes: int, seed: int = 0) -> np.ndarray:
    """Samples of `count` normal shifts, one a lane: ``(lanes, count)``.  To draw them takes less than to store them."""
    return np.random.default_rng((seed, count)).normal(0, RISK.sigma, (lanes, count))


def empirical(count: int, lanes: int, seed: int) -> Iterator[SampledWell]:
    """Empirical risks of the samples, some lanes at a time: all together would take hundreds of megabytes."""
    drawn = shifts(count, lanes, seed)
    for part in np.array_split(drawn, min(lanes, 1 + drawn.size // 2**18)):
        yield SampledWell(part)


@dataclass(frozen=True, eq=False)
class Learned:
    """Minimizers of many empirical risks, `lanes` for each sample size.

    Attributes
    ----------
    count : (sizes,) array
        Sample sizes.
    x : (sizes, lanes) array
        Minimizer of each empirical risk.
    spread : (sizes,) array
        Standard deviation of the minimizers.
    excess, flattery : (sizes, lanes) arrays
        Risk above the least one, at each minimizer; and how far the empirical risk is below its value at the minimizer
        of the risk.
    luck : (sizes, lanes) array
        Risk minus empirical risk at the minimizer of the risk, which the sample had no part in choosing.
    """

    count: np.ndarray
    x: np.ndarray
    spread: np.ndarray
    excess: np.ndarray
    flattery: np.ndarray
    luck: np.ndarray

    @property
    def gap(self) -> np.ndarray:
        """Risk minus empirical risk at each minimizer, ``(sizes, lanes)``."""
        return self.excess + self.flattery + self.luck


@study
def learned(sizes: tuple[int, ...] = (10, 30, 100, 300, 1000), lanes: int = 2000, seed: int = 0) -> Learned:
    """Minimize the empirical risk of many samples of each size by gradient descent."""
    best = lowest(RISK)
    rows = []
    for count in sizes:
        parts = []
        for sampled in empirical(count, lanes, seed):
            x = minimizers(sampled, len(sampled.shifts))
            own, fair = sampled.f(x), sampled.f(np.full(len(x), best.x))
            parts.append((x, RISK.f(x) - best.value, fair - own, best.value - fair))
        rows.append(np.concatenate(parts, axis=-1))
    x, excess, flattery, luck = np.stack(rows, axis=1)
    return Learned(np.array(sizes), x, x.std(axis=-1, ddof=1), excess, flattery, luck)


def minimizers(sampled: SampledWell, lanes: int) -> np.ndarray:
    """The minimizer of each lane's empirical risk, ``(lanes,)``: a rate near one over the second derivative."""
    return descend(sampled, np.ones((lanes, 1)), GradientDescent(0.1), 60, every=60).x[-1, :, 0]


@dataclass(frozen=True, eq=False)
class Bundle:
    """A few empirical risks of each sample size, to be drawn against the risk.

    Attributes
    ----------
    count, x : (sizes,), (points,) arrays
        Sample sizes; where the risks are evaluated.
    risk : (points,) array
    empirical : (sizes, lanes, points) array
    minimizer, least : (sizes, lanes) arrays
        Lowest point of each empirical risk.
    """

    count: np.ndarray
    x: np.ndarray
    risk: np.ndarray
    empirical: np.ndarray
    minimizer: np.ndarray
    least: np.ndarray


def bundle(sizes: tuple[int, ...] = (10, 100, 1000), lanes: int = 12, points: int = 201, seed: int = 0) -> Bundle:
    """Empirical risks of `lanes` samples of each size; a sample of one shift gives the loss itself."""
    x = np.linspace(0.5, 1.5, points)
    curves, lows = [], []
    for count in sizes:
        sampled = SampledWell(shifts(count, lanes, seed))
        curves.append(sampled.f(x[:, None]).T)
        x_low = minimizers(sampled, lanes)
        lows.append((x_low, sampled.f(x_low)))
    minimizer, least = np.stack(lows, axis=1)
    return Bundle(np.array(sizes), x, RISK.f(x), np.stack(curves), minimizer, least)


@dataclass(frozen=True, eq=False)
class Descents:
    """Gradient descent on empirical risks, judged by two measures.

    Attributes
    ----------
    count, step : (sizes,), (steps,) arrays
        Sample sizes; steps.
    lr, start, rate : float
        Learning rate; first iterate; factor by which a step shortens the distance to the minimizer of the risk.
    optimization, excess : (sizes, steps) arrays
        Mean over the lanes of the empirical risk above its own minimum, and of the risk above its own.
    exact : (steps,) array
        Risk above its minimum of a run on the risk itself.
    """

    count: np.ndarray
    step: np.ndarray
    lr: float
    start: float
    rate: float
    optimization: np.ndarray
    excess: np.ndarray
    exact: np.ndarray


@study
def descents(
    sizes: tuple[int, ...] = (10, 100, 1000), lanes: int = 1500, lr: float = 0.005, steps: int = 240, seed: int = 1
) -> Descents:
    """Run slow gradient descent from one start on the empirical risk of many samples of each size."""
    best, start, optimizer = lowest(RISK), 0.8, GradientDescent(lr)
    means = []
    for count in sizes:
        parts = []
        for sampled in empirical(count, lanes, seed):
            some = len(sampled.shifts)
            run = descend(sampled, np.full((some, 1), start), optimizer, steps)
            parts.append((run.value - sampled.f(minimizers(sampled, some)), RISK.value(run.x) - best.value))
        means.append(np.concatenate(parts, axis=-1).mean(-1))
    exact = descend(RISK, np.array([start]), optimizer, steps)
    errors = *np.stack(means, axis=1), exact.value - best.value
    return Descents(np.array(sizes), exact.step, lr, start, 1 - lr * best.bend, *errors)
