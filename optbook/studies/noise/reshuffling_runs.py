"""Runs of SGD, one sample a step, in four orders: on a line, on two unequal samples, and in a narrow valley."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

from optbook import Trajectory, descend, finish, follow
from optbook.analysis import once_variance, replaced_variance, reshuffled_variance, reshuffled_variances
from optbook.data import ill_conditioned
from optbook.models import LeastSquares
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.study import study

ORDERS = {
    "replaced": {"replacement": True},
    "reshuffled": {"order": "reshuffled"},
    "once": {"order": "once"},
    "sorted": {"order": "given"},
}
"""Ways to choose the next sample, as options of `Minibatches`."""


def samples(count: int = 50) -> np.ndarray:
    """Evenly spread quantiles of a normal law, in ascending order, scaled to mean 0 and mean square 1."""
    spread = norm.ppf((np.arange(count) + 0.5) / count)
    return spread / np.sqrt((spread**2).mean())


def line(count: int = 50) -> LeastSquares:
    """The mean of ``(x - a)^2 / 2`` over `samples`: curvature 1, minimum 0."""
    return LeastSquares(np.ones((count, 1)), samples(count))


def run(model: LeastSquares, order: str, lr: np.ndarray, starts: np.ndarray, epochs: int, seed: int) -> Trajectory:
    """SGD with one sample a step, a stream of samples for each lane, kept at the end of each epoch."""
    source = one_by_one(model, order, starts, seed)
    return descend(source, starts, GradientDescent(lr), epochs * model.count, every=model.count)


def end(model: LeastSquares, order: str, lr: np.ndarray, starts: np.ndarray, epochs: int, seed: int) -> np.ndarray:
    """The last iterates of the same."""
    source = one_by_one(model, order, starts, seed)
    return finish(source, starts, GradientDescent(lr), epochs * model.count)[0]


def one_by_one(model: LeastSquares, order: str, starts: np.ndarray, seed: int) -> Minibatches:
    """One sample a step, in an order of its own for each lane."""
    return Minibatches(model, 1, seed, lanes=starts.shape[:-1], **ORDERS[order])


@dataclass(frozen=True, eq=False)
class Rests:
    """Squares of the iterate at the end of the last of many epochs, on `line`.

    Attributes
    ----------
    count, epochs : int
        Samples, and epochs of each run from the minimum.
    lr : (rates,) array
    squares : dict of (rates, lanes) arrays
        For each of `ORDERS` that is random.
    theory : dict of (rates,) arrays
        Their mean in closed form, for this number of epochs.
    """

    count: int
    epochs: int
    lr: np.ndarray
    squares: dict[str, np.ndarray]
    theory: dict[str, np.ndarray]


@study
def rests(lanes: int = 250, seed: int = 0) -> Rests:
    """Five rates, the smallest moves a fifth of the way in an epoch, the largest twenty times the way."""
    count, epochs = 50, 25
    lr = np.geomspace(0.2, 20, 5) / count
    starts = np.zeros((len(lr), lanes, 1))
    random = ("replaced", "reshuffled", "once")
    ends = {order: end(line(count), order, lr[:, None, None], starts, epochs, seed)[..., 0] for order in random}
    left = (1 - lr) ** (count * epochs)  # of the start: what is missing of the limit
    theory = {
        "replaced": replaced_variance(lr) * (1 - left**2),
        "reshuffled": reshuffled_variance(lr, count) * (1 - left**2),
        "once": once_variance(lr, count) * (1 - left) ** 2,
    }
    return Rests(count, epochs, lr, {order: x**2 for order, x in ends.items()}, theory)


@dataclass(frozen=True, eq=False)
class Inside:
    """Mean square of the iterate within an epoch, on `line`.

    Attributes
    ----------
    lr : float
    position : (count + 1,) array
        Steps made in the epoch.
    square, error, theory : dict of (count + 1,) arrays
        Mean over lanes, its standard error, and the closed form, with replacement and reshuffled.
    """

    lr: float
    position: np.ndarray
    square: dict[str, np.ndarray]
    error: dict[str, np.ndarray]
    theory: dict[str, np.ndarray]


@study
def inside(lr: float = 0.02, count: int = 50, lanes: int = 1500, seed: int = 0) -> Inside:
    """Follow the last of 8 epochs step by step; at this rate 1e-7 of the variance at rest is missing by then."""
    square, error = {}, {}
    for order in ("replaced", "reshuffled"):
        starts = np.zeros((lanes, 1))
        run = follow(one_by_one(line(count), order, starts, seed), starts, GradientDescent(lr), 8 * count)
        x = np.stack(deque((x[:, 0] for x, _ in run), count + 1))
        square[order], error[order] = (x**2).mean(1), (x**2).std(1) / np.sqrt(lanes)
    theory = {"replaced": np.full(count + 1, replaced_variance(lr)), "reshuffled": reshuffled_variances(lr, count)}
    return Inside(lr, np.arange(count + 1), square, error, theory)


def valley(seed: int = 0) -> LeastSquares:
    """32 samples in four variables, condition number 100, targets with noise of variance 1; sorted by their target."""
    rng = np.random.default_rng(seed)
    raw = ill_conditioned(rng, 32, 32, features=4, condition=100)
    targets = raw.targets + rng.standard_normal(32)
    order = np.argsort(targets)
    return LeastSquares(raw.inputs[order], targets[order])


@dataclass(frozen=True, eq=False)
class Valley:
    """Value above the minimum in `valley`, run by run.

    Attributes
    ----------
    lr : (rates,) array
    epoch : (epochs + 1,) array
    excess : dict of (epochs + 1, rates, lanes) arrays
        For each of `ORDERS`; lane by lane all have the same start.
    """

    lr: np.ndarray
    epoch: np.ndarray
    excess: dict[str, np.ndarray]

    def log_ratio(self) -> np.ndarray:
        """Logarithm of reshuffled over with replacement at the end, pair by pair: ``(rates, lanes)``."""
        return np.log(self.excess["reshuffled"][-1] / self.excess["replaced"][-1])


@study
def valley_runs(lr: tuple[float, ...] = (0.01,), lanes: int = 120, epochs: int = 100, seed: int = 0) -> Valley:
    """Run every order from the same normal starts, with all of `lr`."""
    model, rates = valley(), np.array(lr)
    starts = np.random.default_rng([seed, 1]).standard_normal((lanes, model.dim))
    starts = np.broadcast_to(starts, (len(rates), lanes, model.dim))
    least = model.value(model.minimum)
    excess = {
        order: run(model, order, rates[:, None, None], starts, epochs, seed).value - least
        for order in (ORDERS if len(lr) == 1 else ("replaced", "reshuffled"))
    }
    return Valley(rates, np.arange(epochs + 1), excess)


def valley_rates(seed: int = 0) -> Valley:
    """The comparison at five rates, from one that hardly arrives to one at which the floor is high."""
    return valley_runs((0.0025, 0.005, 0.01, 0.02, 0.04), 60, 100, seed)


@dataclass(frozen=True, eq=False)
class Pair:
    """Mean of the iterate for two samples of unequal curvature, whose gradients at the minimum 0 are ``+pull, -pull``.

    Attributes
    ----------
    lr : (rates,) array
    mean, error : dict of (rates,) arrays
        Over lanes, at the end of the last epoch, and the standard error.
    theory : (rates,) array
        The mean when reshuffled.
    """

    lr: np.ndarray
    mean: dict[str, np.ndarray]
    error: dict[str, np.ndarray]
    theory: np.ndarray


@study
def unequal_pair(lanes: int = 3000, seed: int = 0) -> Pair:
    """Curvatures 1 and 4, rates from 0.05 to 0.4; after 80 epochs less than 1e-8 of the start is left."""
    roots, pull = np.array([1.0, 2.0]), 1.0
    model = LeastSquares(roots[:, None], -pull * np.array([1.0, -1.0]) / roots)
    lr = np.array([0.05, 0.1, 0.2, 0.4])
    starts = np.zeros((len(lr), lanes, 1))
    mean, error = {}, {}
    for order in ("replaced", "reshuffled"):
        x = end(model, order, lr[:, None, None], starts, 80, seed)[..., 0]
        mean[order], error[order] = x.mean(1), x.std(1) / np.sqrt(lanes)
    first, second = roots**2
    theory = lr * pull * (second - first) / (2 * (first + second - lr * first * second))
    return Pair(lr, mean, error, theory)
