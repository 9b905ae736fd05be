"""The noise scale of a classifier of digits: along a run, from two batch sizes, and beside steps to a target."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from optbook import Trajectory, descend
from optbook.data import load
from optbook.models import SoftmaxRegression
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.study import study

TARGET = 0.2
"""Loss at which a run has arrived; it begins at ``ln 10``."""

SIZES = (4, 16, 64, 256, 898)
"""Batch sizes of the runs to the target; the last is all samples."""


@cache
def digits() -> SoftmaxRegression:
    """Softmax regression with an intercept on half of the digits."""
    data = load("digits", test_share=0.5)
    return SoftmaxRegression(np.column_stack([data.train_inputs, np.ones(len(data.train_inputs))]), data.train_targets)


def trace_and_square(x: np.ndarray) -> tuple[float, float]:
    """Trace of the samples' covariance at `x`, and squared length of the whole gradient.

    The gradient of a sample is the outer product of its input and its error, so its length is the product of theirs.
    """
    model = digits()
    scores = model.outputs(x)
    error = np.exp(scores - scores.max(-1, keepdims=True))
    error /= error.sum(-1, keepdims=True)
    error[np.arange(model.count), model.targets] -= 1
    square = float((model.grad(x) ** 2).sum())
    return float(((error**2).sum(-1) * (model.inputs**2).sum(-1)).mean()) - square, square


@cache
def digits_run(steps: int = 64, lr: float = 0.5) -> Trajectory:
    """Gradient descent on all samples, past the target."""
    return descend(digits(), np.zeros(digits().dim), GradientDescent(lr), steps)


@dataclass(frozen=True, eq=False)
class Along:
    """Noise scales along `digits_run`.

    Attributes
    ----------
    loss, scale : (places,) arrays
        Loss, and the exact noise scale.
    estimate, low, high : (places,) arrays
        From pairs of batches: their ratio of means, and two standard errors to both sides.
    """

    loss: np.ndarray
    scale: np.ndarray
    estimate: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(frozen=True, eq=False)
class Pairs:
    """Estimates from pairs of batches of two sizes, at one point.

    Attributes
    ----------
    small, large : int
        Batch sizes.
    trace, square : (lanes,) arrays
        Of the trace and the squared length, one a pair.
    naive : (lanes,) array
        Squared length of the small batch's gradient.
    """

    small: int
    large: int
    trace: np.ndarray
    square: np.ndarray
    naive: np.ndarray

    @property
    def scale(self) -> float:
        """Ratio of the means."""
        return float(self.trace.mean() / self.square.mean())

    @property
    def error(self) -> float:
        """Its standard error, to first order in those of the two means."""
        rest = self.trace - self.scale * self.square
        return float(rest.std() / np.sqrt(len(rest)) / abs(self.square.mean()))


def pairs(x: np.ndarray, small: int = 16, large: int = 256, lanes: int = 200, seed: int = 0) -> Pairs:
    """Draw pairs of batches with replacement, the small one a part of the large one, and solve for both unknowns."""
    chosen = Minibatches(digits(), large, seed, replacement=True, lanes=(lanes,)).indices(0)
    little, big = (squared_lengths(x, each) for each in (chosen[:, :small], chosen))
    square = (large * big - small * little) / (large - small)
    return Pairs(small, large, (little - big) / (1 / small - 1 / large), square, little)


def squared_lengths(x: np.ndarray, batches: np.ndarray) -> np.ndarray:
    """Squared length of the gradient at `x` of each batch, ``(batches, size)`` indices; a hundred at a time."""
    parts = np.split(batches, range(100, len(batches), 100))
    return np.concatenate([(digits().subset(part).grad(x) ** 2).sum(-1) for part in parts])


@study
def along(seed: int = 0) -> Along:
    """The exact noise scale at some places of the run, and estimates there."""
    run = digits_run()
    places = np.unique(np.geomspace(1, (run.value > TARGET).sum(), 8).astype(int)) - 1
    exact = np.array([trace_and_square(run.x[place]) for place in places])
    found = [pairs(run.x[place], seed=seed + place) for place in places]
    estimate, error = np.array([each.scale for each in found]), np.array([each.error for each in found])
    return Along(run.value[places], exact[:, 0] / exact[:, 1], estimate, estimate - 2 * error, estimate + 2 * error)


@dataclass(frozen=True, eq=False)
class Arrivals:
    """Steps to the target with one batch size.

    Attributes
    ----------
    batch_size : int
    lr : float
        Rate with the fewest steps, of those tried.
    steps : (seeds,) array
        Steps of each run at that rate.
    tried : (rates,) array
        Mean steps at each rate tried.
    """

    batch_size: int
    lr: float
    steps: np.ndarray
    tried: np.ndarray


@study
def arrivals(batch_size: int, runs: int = 8, seed: int = 0) -> Arrivals:
    """Run five rates around a guess that has the form of the best rate of one step, in single precision.

    The last of `SIZES` is all.
    """
    model = digits()
    guess = 6 / (1 + 90 / batch_size)
    lr = guess * np.geomspace(0.5, 2, 5)
    whole = batch_size >= model.count
    source = model if whole else Minibatches(model, batch_size, seed, replacement=True, lanes=(runs, 1))
    starts = np.zeros((1 if whole else runs, len(lr), model.dim), dtype=np.float32)
    steps = int(100 / guess)
    run = descend(source, starts, GradientDescent(lr[:, None]), steps, every=max(1, steps // 30))
    first = crossing(run.step, np.log(run.value), np.log(TARGET))
    best = first.mean(0).argmin()
    return Arrivals(batch_size, float(lr[best]), first[:, best], first.mean(0))


def crossing(step: np.ndarray, value: np.ndarray, target: float) -> np.ndarray:
    """Where `value`, ``(kept, ...)``, first comes down to `target`, on straight lines; infinite where it does not."""
    below = ~(value > target)
    after = np.maximum(below.argmax(0), 1)
    low, high = (np.take_along_axis(value, place[None], 0)[0] for place in (after, after - 1))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (high - target) / (high - low)
        found = step[after - 1] + share * (step[after] - step[after - 1])
    return np.where(below.any(0) & np.isfinite(found), found, np.inf)
