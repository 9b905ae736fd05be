"""Eight ways to treat noise at an equal number of gradients: what each makes of a rate, in expectation and in runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy.optimize import minimize

from optbook import finish
from optbook.analysis import best_inside
from optbook.data import load
from optbook.models import LeastSquares, Model, SoftmaxRegression
from optbook.noise import Minibatches, Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Averaged, GradientDescent, MovingAverage
from optbook.protocols import Objective, Optimizer, Schedule
from optbook.schedules import constant, cosine, inverse_time, polynomial

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
    rates = schedule(method, lr, steps)
    zz = za = aa = start * np.ones(np.broadcast_shapes(lr.shape, curvatures.shape))
    gap = [aa @ curvatures / 2]
    with np.errstate(over="ignore", invalid="ignore"):
        for step in range(steps):
            now, w = rates(step), weight(method, step + 1, steps)
            keeps = 1 - now * curvatures
            zz = keeps**2 * zz + (now * sigma) ** 2
            if w == 1:  # the average is the iterate
                za = aa = zz
            else:
                crossed = keeps * za
                aa = (1 - w) ** 2 * aa + 2 * w * (1 - w) * crossed + w**2 * zz
                za = (1 - w) * crossed + w * zz
            gap.append(aa @ curvatures / 2)
    return np.stack(gap)


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


def ends(name: str, method: str, lr: np.ndarray, lanes: int, seed: int) -> dict[str, np.ndarray]:
    """Run a method at the rates `lr`, ``(..., 1, 1)``: what it returns at the end, ``(..., lanes, dim)``.

    The constant rate is run with both averages, which do not touch it.
    """
    case, many = task(name), LARGER if method == "larger batch" else 1
    steps = case.steps // many
    start = np.zeros((*np.shape(lr)[:-2], lanes, case.objective.dim))
    if name == "quadratic":
        start = start + np.random.default_rng(seed).normal(size=start.shape[-2:])
    optimizer: Optimizer = GradientDescent(schedule(method, lr, steps))
    if method == "constant":
        leaky = MovingAverage(optimizer, 1 - weight("moving average", 1, steps))
        optimizer = Averaged(leaky, start=steps // 2)
    x, state = finish(seen(name, method, lanes, seed), start, optimizer, steps)
    averages = {"averaging": state.average, "moving average": state.inner.average} if method == "constant" else {}
    return {method: x} | averages


def gap(case: Task, x: np.ndarray) -> np.ndarray:
    """Value above the least one; inf where it is not a number."""
    with np.errstate(over="ignore", invalid="ignore"):
        value = case.objective.value(x) - case.least
    return np.where(np.isfinite(value), value, np.inf)


OCTAVES = range(-10, 3)
"""Rates that are tried, as powers of two over the curvature; then in quarters about the best."""


def tune(cost: Callable[[np.ndarray], np.ndarray]) -> float:
    """Rate of least cost, in quarters of an octave.

    Raises
    ------
    ValueError
        When the best of the whole octaves is the first or the last.
    """
    rates = 2.0 ** np.array(OCTAVES)
    (place,) = best_inside(cost(rates))
    near = rates[place] * 2.0 ** (np.arange(-3, 4) / 4)
    found = cost(near)
    return float(near[np.where(np.isfinite(found), found, np.inf).argmin()])


def expected_rate(method: str, budget: int = BUDGET) -> float:
    """Rate of the least expected gap on the quadratic."""
    return _expected_rate(method, budget)


@cache
def _expected_rate(method: str, budget: int) -> float:
    return tune(lambda lr: expected_gaps(method, lr, budget)[-1])
