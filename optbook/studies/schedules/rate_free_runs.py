"""Methods without a rate on noisy problems: logistic regression in minibatches, and least squares, fitted or not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import islice

import numpy as np
from scipy.optimize import minimize

from optbook import descend, follow
from optbook.analysis import RatioInterval, best_inside, ratio_interval
from optbook.data import load
from optbook.models import LeastSquares, LogisticRegression
from optbook.noise import Minibatches
from optbook.optimizers import DAdaptation, DoG, GradientDescent, PolyakStep, Prodigy
from optbook.protocols import Optimizer, Schedule
from optbook.schedules import cosine
from optbook.study import study

STEPS = 1000
"""Updates of each run of the contest, each with 16 samples."""

RATES = tuple(2.0**k for k in range(-8, 4))
"""Constant rates that gradient descent is tried at."""

GUESSES = tuple(10.0**k for k in range(-12, 4))
"""What the methods are told in the place of a rate."""


@cache
def problem() -> LogisticRegression:
    """Logistic regression on tumors, with a ridge."""
    data = load("breast_cancer")
    return LogisticRegression(data.train_inputs, data.train_targets, l2=1 / 100)


@cache
def solution() -> tuple[np.ndarray, float]:
    """Its minimizer and its least value, by a quasi-Newton method of another library."""
    model = problem()
    found = minimize(
        lambda x: (float(model.value(x)), model.grad(x)),
        np.zeros(model.dim),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": 3000, "ftol": 1e-16, "gtol": 1e-11},
    )
    return found.x, float(found.fun)


@dataclass(frozen=True, eq=False)
class Runs:
    """What runs from zero leave.

    Attributes
    ----------
    last, average : (settings, lanes) arrays
        Excess of the value over the least one, at the last iterate and at the average: for DoG the one that its theory
        speaks of, weighted with the distances, else the plain mean.
    estimate : (settings, lanes) array
        The distance in use at the end; nan for a method that has none.
    """

    last: np.ndarray
    average: np.ndarray
    estimate: np.ndarray


def train(optimizer: Optimizer, shape: tuple[int, int], seed: int) -> Runs:
    """Run from zero in batches of ``shape`` (settings, lanes); all settings and methods meet the same samples."""
    model, least = problem(), solution()[1]
    source = Minibatches(model, 16, seed, lanes=shape[1:])
    if isinstance(optimizer, PolyakStep):
        optimizer = PolyakStep(source, optimizer.minimum)
    start = np.zeros((*shape, model.dim))
    total, weight = np.zeros_like(start), 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        for x, state in islice(follow(source, start, optimizer, STEPS), 1, None):
            reach = getattr(state, "reach", 1.0)
            total, weight = total + reach * x, weight + reach
        last, average = model.value(x) - least, model.value(total / weight) - least
    estimate = getattr(state, "reach", getattr(state, "distance", np.full((*shape, 1), np.nan)))
    return Runs(last, average, estimate[..., 0])


@study
def rate_sweep(falling: bool = False, lanes: int = 8, seed: int = 0) -> Runs:
    """Gradient descent at each of `RATES`, constant or falling to zero along a cosine."""
    lr = np.array(RATES)[:, None, None]
    return train(GradientDescent(cosine(lr, STEPS) if falling else lr), (len(RATES), lanes), seed)


@study
def guess_sweep(method: type = DoG, lanes: int = 8, seed: int = 0) -> Runs:
    """A method that is told each of `GUESSES`."""
    told = np.array(GUESSES)[:, None, None]
    return train(method(distance=told), (len(GUESSES), lanes), seed)


@dataclass(frozen=True, eq=False)
class Contest:
    """Methods with their defaults, and gradient descent at the best rate, on samples that did not choose it.

    Attributes
    ----------
    rate : dict of str to float
        The best rates of gradient descent.
    excess : dict of str to float
        Geometric means of the excess.
    ratio : dict of str to RatioInterval
        Excess over that of gradient descent at its best constant rate, with a 95 % interval for the geometric mean.
    """

    rate: dict[str, float]
    excess: dict[str, float]
    ratio: dict[str, RatioInterval]

    def verdict(self, name: str) -> str:
        """How a method stands to gradient descent at its best constant rate: a tie where the interval holds one."""
        return self.ratio[name].verdict


@study
def contest(lanes: int = 16, seed: int = 0) -> Contest:
    """Choose the rate on some samples, and compare on others; `best_inside` refuses a best rate at the grid's edge."""
    cost = {falling: np.log(rate_sweep(falling, seed=seed).last).mean(1) for falling in (False, True)}
    best = {falling: RATES[best_inside(mean)[0]] for falling, mean in cost.items()}
    fall = cosine(1.0, STEPS)

    def both(constant: float = 1.0, first: float = 1.0) -> Schedule:
        return lambda step: np.array([constant, first * fall(step)])[:, None, None]

    methods = {
        ("constant", "cosine"): GradientDescent(both(best[False], best[True])),
        ("Polyak",): PolyakStep(problem(), 0.0),
        ("DoG",): DoG(),
        ("D-Adaptation", "D-Adaptation, cosine"): DAdaptation(lr=both()),
        ("Prodigy", "Prodigy, cosine"): Prodigy(lr=both()),
    }
    logs = {}
    for names, method in methods.items():
        run = train(method, (len(names), lanes), seed + 1000)
        logs |= dict(zip(names, np.log(run.last), strict=True))
        logs |= {"DoG, average": np.log(run.average[0])} if names == ("DoG",) else {}
    ratio = {name: ratio_interval(log - logs["constant"]) for name, log in logs.items()}
    rates = {"constant": best[False], "cosine": best[True]}
    return Contest(rates, {name: float(np.exp(log.mean())) for name, log in logs.items()}, ratio)


@dataclass(frozen=True, eq=False)
class Fits:
    """Polyak's step on single samples of least squares, told zero.

    Attributes
    ----------
    noise : tuple of float
        Scale of what is added to the targets.
    distance : (noises, lanes, steps + 1) array
        From the minimizer of all samples.
    """

    noise: tuple[float, ...]
    distance: np.ndarray


@study
def fits(noise: tuple[float, ...] = (0.0, 0.01, 0.1), lanes: int = 8, steps: int = 1500, seed: int = 0) -> Fits:
    """Ten parameters, fifty samples: with exact targets one point has no error on any sample."""
    rng = np.random.default_rng(seed)
    inputs, truth, errors = rng.normal(size=(50, 10)), rng.normal(size=10), rng.normal(size=50)
    paths = []
    for scale in noise:
        model = LeastSquares(inputs, inputs @ truth + scale * errors)
        source = Minibatches(model, 1, seed, lanes=(lanes,))
        run = descend(source, np.zeros((lanes, 10)), PolyakStep(source, minimum=0.0), steps)
        paths.append(np.linalg.norm(run.x - model.minimum, axis=-1).T)
    return Fits(noise, np.array(paths))
