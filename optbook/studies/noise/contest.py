"""Eight ways to treat noise at an equal number of gradients: what each makes of a rate, in expectation and in runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import minimize

from optbook import finish
from optbook.analysis import best_inside, linear_recursion
from optbook.data import load
from optbook.models import LeastSquares, Model, SoftmaxRegression
from optbook.noise import Minibatches, Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Averaged, GradientDescent, MovingAverage
from optbook.protocols import Objective, Optimizer, Schedule
from optbook.schedules import constant, cosine, inverse_time, polynomial
from optbook.study import study

FALLING = ("1/t", "1/root t", "cosine")
"""The rate falls: tenfold and tenfold to the end of the run, and to zero."""

AVERAGES = ("averaging", "moving average")
"""The rate is constant, and the mean of the later half of the iterates is returned, or a leaky one over a tenth."""

SAMPLING = ("larger batch", "reshuffling")
"""The rate is constant; the gradients are eight times as exact and as few, or each epoch sees each sample once."""

METHODS = ("constant", *FALLING, *AVERAGES, *SAMPLING)

PROBLEMS = ("quadratic", "least squares", "digits")

LARGER = 8
"""How many times as large the larger batch is."""

SIGMA, BUDGET = 0.3, 2000
"""Noise of a gradient on the quadratic, and how many there are."""

CURVATURES = np.geomspace(0.01, 1, 10)
"""Eigenvalues of the quadratic."""

BATCH, EPOCHS = 10, {"least squares": 5, "digits": 3}
"""Samples a step, and how often the data are seen."""


def schedule(method: str, lr: np.ndarray | float, steps: int) -> Schedule:
    """Rate of a method at each step of a run of `steps`, from `lr` on."""
    falling = {
        "1/t": inverse_time(lr, 10 / steps),
        "1/root t": polynomial(lr, 100 / steps, 0.5),
        "cosine": cosine(lr, steps),
    }
    return falling.get(method, constant(lr))


def weight(method: str, step: int, steps: int) -> float:
    """Share that the average takes of the iterate after `step` updates; 1 where there is no average."""
    if method == "averaging":
        return 1 / max(step - steps // 2, 1)
    return min(1.0, 10 / steps) if method == "moving average" else 1.0


def expected_gaps(
    method: str,
    lr: np.ndarray | float,
    budget: int = BUDGET,
    sigma: float = SIGMA,
    curvatures: np.ndarray = CURVATURES,
    start: float = 1.0,
) -> np.ndarray:
    """Mean gap on the quadratic after each step, ``(steps + 1, ...)``, from a start of mean 0 and variance `start`.

    The second moments of iterate ``z`` and average ``a`` along an axis follow from those before: no run is made.
    """
    many = LARGER if method == "larger batch" else 1
    steps, sigma = budget // many, sigma / np.sqrt(many)
    lr = np.asarray(lr, dtype=float)[..., None]
    time = np.arange(steps).reshape(-1, *(1,) * lr.ndim)
    rates = schedule(method, lr, steps)(time)
    keeps = 1 - rates * curvatures
    first = np.full(keeps.shape[1:], start)
    with np.errstate(over="ignore", invalid="ignore"):
        aa = zz = linear_recursion(keeps**2, (rates * sigma) ** 2, first)
        if method in AVERAGES:
            w = np.array([weight(method, step, steps) for step in range(1, steps + 1)]).reshape(time.shape)
            za = linear_recursion((1 - w) * keeps, w * zz[1:], first)
            aa = linear_recursion((1 - w) ** 2, 2 * w * (1 - w) * keeps * za[:-1] + w**2 * zz[1:], first)
        return aa @ curvatures / 2


@dataclass(frozen=True, eq=False)
class Task:
    """What the methods are run on.

    Attributes
    ----------
    objective : Objective
        Free of noise.
    curvature : float
        Rates are multiples of one over it.
    least : float
        Least value.
    steps : int
        At the smaller batch.
    test : Model or None
        The same loss on samples that no step sees, without ridge.
    """

    objective: Objective
    curvature: float
    least: float
    steps: int
    test: Model | None = None


@cache
def task(name: str) -> Task:
    """One of `PROBLEMS`."""
    if name == "quadratic":
        return Task(Quadratic(np.diag(CURVATURES)), 1.0, 0.0, BUDGET)
    if name == "least squares":
        data = load("airfoil_like")
        model = LeastSquares(data.train_inputs, data.train_targets)
        top = float(np.linalg.eigvalsh(model.hess(np.zeros(model.dim)))[-1])
        test = LeastSquares(data.test_inputs, data.test_targets)
        return Task(model, top, float(model.value(model.minimum)), EPOCHS[name] * model.count // BATCH, test)
    data = load("digits")
    model = SoftmaxRegression(data.train_inputs, data.train_targets, l2=0.001)
    best = minimize(model.value, np.zeros(model.dim), jac=model.grad, method="L-BFGS-B", options={"maxiter": 500})
    # At zero all classes are as likely: the Hessian is that of the inputs times a tenth of a projection.
    top = float(np.linalg.eigvalsh(model.inputs.T @ model.inputs / model.count)[-1]) / 10 + model.l2
    test = SoftmaxRegression(data.test_inputs, data.test_targets, classes=10)
    return Task(model, top, float(best.fun), EPOCHS[name] * model.count // BATCH, test)


def seen(name: str, method: str, lanes: int, seed: int) -> Objective:
    """A problem as a method sees it: each lane has noise or samples of its own, the same for all rates."""
    many, case = LARGER if method == "larger batch" else 1, task(name)
    if name == "quadratic":
        return Noisy(case.objective, SIGMA / np.sqrt(many), seed, lanes=(lanes,))
    again = method != "reshuffling"
    return Minibatches(case.objective, BATCH * many, seed, replacement=again, lanes=(lanes,))


def ends(name: str, lr: dict[str, np.ndarray], lanes: int, seed: int) -> dict[str, np.ndarray]:
    """Run methods, each at the rates ``(rates,)`` that it is given: what it returns, ``(rates, lanes, dim)``.

    All see the same samples, so that `SAMPLING` allows no other method beside it.  Averages share the runs of the
    constant rate where they have the same.  Digits are run in single precision.
    """
    case, first = task(name), next(iter(lr))
    steps = case.steps // (LARGER if first == "larger batch" else 1)
    time = np.arange(steps)[:, None]
    table = np.concatenate([schedule(method, lr[method], steps)(time) for method in lr], axis=1)
    rates, places = np.unique(table / case.curvature, axis=1, return_inverse=True)
    start = np.zeros((rates.shape[1], lanes, case.objective.dim), np.float32 if name == "digits" else float)
    if name == "quadratic":
        start += np.random.default_rng(seed).normal(size=start.shape[1:])
    optimizer: Optimizer = GradientDescent(rates[..., None, None].__getitem__)
    averaged = not lr.keys().isdisjoint(AVERAGES)
    if averaged:
        leaky = MovingAverage(optimizer, 1 - weight("moving average", 1, steps))
        optimizer = Averaged(leaky, start=steps // 2)
    x, state = finish(seen(name, first, lanes, seed), start, optimizer, steps)
    averages = {"averaging": state.average, "moving average": state.inner.average} if averaged else {}
    rows = zip(lr, places.reshape(len(lr), -1), strict=True)
    return {method: averages.get(method, x)[place] for method, place in rows}


def gap(case: Task, x: np.ndarray) -> np.ndarray:
    """Value above the least one; inf where it is not a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        value = case.objective.value(x) - case.least
    return np.where(np.isfinite(value), value, np.inf)


OCTAVES = range(-7, 3)
"""Rates that are tried, as powers of two over the curvature; then in quarters about the best."""


def tune(cost: Callable[[np.ndarray], np.ndarray], methods: int = 1) -> np.ndarray:
    """Rate of least cost of each method, in quarters of an octave: `cost` gives ``(methods, rates)`` for as many.

    Raises
    ------
    ValueError
        When the best of the whole octaves is the first or the last.
    """
    rates = 2.0 ** np.array(OCTAVES)
    places = [best_inside(found) for found in cost(np.tile(rates, (methods, 1)))]
    near = rates[np.array(places)] * 2.0 ** (np.arange(-3, 4) / 4)
    found = cost(near)
    return near[np.arange(methods), np.where(np.isfinite(found), found, np.inf).argmin(axis=1)]


def expected_rate(method: str, budget: int = BUDGET) -> float:
    """Rate of the least expected gap on the quadratic."""
    return _expected_rate(method, budget)


@study
def _expected_rate(method: str, budget: int) -> float:
    return float(tune(lambda lr: expected_gaps(method, lr, budget)[-1])[0])
