"""Forms of Adadelta and its runs: on a slope, in a valley, to the end, in noise, and on digits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.analysis import RatioInterval, ratio_interval
from optbook.objectives import Quadratic
from optbook.optimizers import Adadelta, RMSProp
from optbook.optimizers.adadelta import AdadeltaState
from optbook.optimizers.hyperparameters import leaky
from optbook.protocols import Objective
from optbook.studies.adaptive import adam_runs
from optbook.studies.adaptive.digits_contest import best, losses
from optbook.study import study

VALLEY = Quadratic(np.diag([0.2, 4.0]))
"""The valley ``0.1 x1^2 + 2 x2^2``."""

START = np.array([-5.0, -2.0])
"""Where its runs begin."""

STEEP = (3.0, 4.0, 10.0, 100.0)
"""Curvatures of parabolas on which it does not arrive at the defaults."""

EXPONENTS = tuple(range(-12, 0, 2))
"""Products of the factor on the steps and the root of eps that are tried on digits, as powers of two."""


@dataclass(frozen=True, eq=False)
class SplitAdadelta(Adadelta):
    """Adadelta with an eps of its own under each root: `eps` above, `floor` below, which may be 0."""

    floor: float | np.ndarray = 0.0

    def update(self, grad: np.ndarray, state: AdadeltaState, x: np.ndarray) -> tuple[np.ndarray, AdadeltaState]:
        """Step of Adadelta."""
        square = leaky(state.square, grad * grad, self.decay)
        move = np.sqrt((state.moved + self.eps) / (square + self.floor)) * grad
        return -self.lr * move, AdadeltaState(state.step + 1, square, leaky(state.moved, move * move, self.decay))


@dataclass(frozen=True, eq=False)
class OutsideAdadelta(Adadelta):
    """Adadelta with `eps` outside of both roots.  A mistake."""

    def update(self, grad: np.ndarray, state: AdadeltaState, x: np.ndarray) -> tuple[np.ndarray, AdadeltaState]:
        """Add to the roots, not under them."""
        square = leaky(state.square, grad * grad, self.decay)
        move = (np.sqrt(state.moved) + self.eps) / (np.sqrt(square) + self.eps) * grad
        return -self.lr * move, AdadeltaState(state.step + 1, square, leaky(state.moved, move * move, self.decay))


@dataclass(frozen=True, eq=False)
class ClosedAdadelta(Adadelta):
    """Adadelta that averages the squares of its steps after `lr`, not before.  A mistake."""

    def update(self, grad: np.ndarray, state: AdadeltaState, x: np.ndarray) -> tuple[np.ndarray, AdadeltaState]:
        """Step of Adadelta, and the square of that very step."""
        delta, after = Adadelta.update(self, grad, state, x)
        return delta, after._replace(moved=leaky(state.moved, delta * delta, self.decay))


def slope_steps(steps: int, decay: float = 0.9) -> np.ndarray:
    """Squared length of each step on a constant slope, over eps, where eps is left out below: the theorem."""
    t = np.arange(1, steps)
    return 1 / (1 - decay) + (1 - decay) * np.append(0, np.cumsum(1 / (1 - decay ** (t + 1))))


def slope_bounds(decay: float = 0.9) -> tuple[float, float]:
    """Two numbers ``b``: squared steps over eps lie between ``(1 - decay) (t + b)`` with one and with the other."""
    return 1 / (1 - decay) ** 2, 1 / (1 - decay) ** 2 + decay**2 / (1 - decay) / (1 - decay**2)


@dataclass(frozen=True, eq=False)
class Watched:
    """A run and what multiplies its gradients.

    Attributes
    ----------
    x : (steps + 1, ..., dim) array
    rate : (steps, ..., dim) array
        Effective rate of each step.
    """

    x: np.ndarray
    rate: np.ndarray


def watch(objective: Objective, start: np.ndarray, optimizer: Adadelta, steps: int) -> Watched:
    """Run, and note the effective rates: root of the mean squared step over that of the mean squared gradient."""
    x, state, path, rates = np.asarray(start, float), optimizer.init(np.asarray(start, float)), [], []
    path.append(x)
    for _ in range(steps):
        delta, new = optimizer.update(objective.grad(x), state, x)
        rates.append(optimizer.lr * np.sqrt((state.moved + optimizer.eps) / (new.square + optimizer.eps)))
        x, state = x + delta, new
        path.append(x)
    return Watched(np.array(path), np.array(rates))


def valley_run(eps: float = 1e-6, steps: int = 2000) -> Watched:
    """Adadelta in the valley."""
    return watch(VALLEY, START, Adadelta(eps=eps), steps)


@study
def arrivals(exponents: tuple[float, ...], share: float = 0.01) -> dict[str, np.ndarray]:
    """Steps of two methods from -5 to `share` of the distance on ``x^2 / 2``, for each eps, a power of ten.

    RMSProp is run at the root of eps.  It passes its mark and comes back; counted is the first time, and -1 stands for
    more than 12000 steps of Adadelta, or 6000 of RMSProp.
    """
    eps = 10.0 ** np.array(exponents)[:, None]
    counts = {}
    methods = {"Adadelta": (Adadelta(eps=eps), 12000), "RMSProp": (RMSProp(np.sqrt(eps)), 6000)}
    for name, (method, steps) in methods.items():
        x = descend(Quadratic([[1.0]]), np.full((len(eps), 1), -5.0), method, steps).x[..., 0]
        passed = x > -5 * share
        counts[name] = np.where(passed.any(0), passed.argmax(0), -1)
    return counts


@study
def ends(curvatures: tuple[float, ...] = STEEP, eps: float = 1e-6, steps: int = 10000, every: int = 100) -> np.ndarray:
    """Distances of runs from 1 on parabolas, ``(kept, curvatures)``."""
    run = descend(Quadratic(np.diag(curvatures)), np.ones(len(curvatures)), Adadelta(eps=eps), steps, every=every)
    return np.abs(run.x)


def expected_growth(curvature: np.ndarray, eps: float = 1e-6) -> np.ndarray:
    """By how much the squared distance grows in a step, late in a run, where the curvature is above 2."""
    return eps * (1 - 4 / np.asarray(curvature, float) ** 2) / 4


def draws(law: str, shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Gradients of mean 0 and variance 1: "normal", or "coin" for plus or minus 1."""
    return rng.normal(size=shape) if law == "normal" else rng.choice([-1.0, 1.0], shape)


def in_noise(
    law: str,
    decay: float = 0.9,
    eps: float = 1.0,
    moved: float = 0.0,
    lanes: int = 500,
    steps: int = 1000,
    seed: int = 0,
) -> np.ndarray:
    """Squared effective rates at gradients that are noise alone, ``(steps, lanes)``; `eps` is above only.

    Parameters
    ----------
    moved : float
        Mean squared step at the start.
    """
    rng, method = np.random.default_rng(seed), SplitAdadelta(decay=decay, eps=eps)
    state, found = AdadeltaState(0, np.zeros(lanes), np.full(lanes, moved)), []
    for _ in range(steps):
        _, new = method.update(draws(law, (lanes,), rng), state, state.moved)
        found.append((state.moved + eps) / new.square)
        state = new
    return np.array(found)


def drift(law: str, decay: float = 0.9, lanes: int = 10000, seed: int = 0) -> tuple[float, float]:
    """Mean change of the logarithm of the squared effective rate in a step, and its standard error, without eps.

    It is drawn from sums of weighted squares; no run is made.
    """
    rng = np.random.default_rng(seed)
    age = np.arange(int(np.ceil(np.log(1e-6) / np.log(decay))))
    newest = draws(law, (lanes, 1), rng) ** 2
    older = draws(law, (lanes, len(age) - 1), rng) ** 2
    square = (np.hstack([newest, older]) @ ((1 - decay) * decay**age))[:, None]
    up, down = decay * square + (1 - decay) * newest, decay * square + (1 - decay) * draws(law, (lanes, 1), rng) ** 2
    change = np.log(up / down)
    return float(change.mean()), float(change.std(ddof=1) / np.sqrt(lanes))


@study
def trained(
    eps: float, exponents: tuple[int, ...] = EXPONENTS, lanes: int = 5, steps: int = 150, seed: int = 0
) -> np.ndarray:
    """Losses on digits for each product of `lr` and the root of `eps`, ``(products, lanes)``."""
    return losses(lambda lr: Adadelta(lr / np.sqrt(eps), eps=eps), exponents, lanes, steps, seed)


@study
def duel(lanes: int = 16, seed: int = 0) -> RatioInterval:
    """Loss of Adadelta over that of RMSProp on digits, each at its best rate of the grid, with a 95 % interval.

    Rates are chosen on some starts and samples, and compared on others.
    """
    tried = adam_runs.EXPONENTS["RMSProp"]
    ours = EXPONENTS[best(trained(1e-6, seed=seed))]
    theirs = tried[best(adam_runs.trained("RMSProp", tried, seed=seed))]
    fresh = {"lanes": lanes, "seed": seed + 1000}
    apart = np.log(trained(1e-6, (ours,), **fresh)[0] / adam_runs.trained("RMSProp", (theirs,), **fresh)[0])
    return ratio_interval(apart)
