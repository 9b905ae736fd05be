"""Four problems, five methods of one gradient a step, and the grid of rates and memories each is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import islice

import numpy as np

from optbook import descend, follow
from optbook.analysis import best_inside
from optbook.data import load
from optbook.models import LogisticRegression
from optbook.objectives import FlatBowl, Quadratic, Rosenbrock
from optbook.optimizers import AcceleratedGradient, GradientDescent, HeavyBall, Nesterov, Newton, RestartedGradient
from optbook.protocols import Objective, Optimizer
from optbook.study import study

METHODS = ("gradient descent", "heavy ball", "Nesterov", "growing memory", "restarts")
"""One gradient a step; the second and the third have a constant memory to choose."""

PROBLEMS = ("quadratic", "Rosenbrock", "logistic regression", "flat bowl")

KAPPA = 1000.0
"""Condition number of the quadratic."""

CURVATURES = np.geomspace(1 / KAPPA, 1, 20)
"""Eigenvalues of the quadratic."""


TRIES = {"quadratic": 10, "Rosenbrock": 10, "logistic regression": 3, "flat bowl": 10}
"""Starts to choose rate and memory with; a step of logistic regression costs most."""


@dataclass(frozen=True, eq=False)
class Problem:
    """What the methods are run on.

    Attributes
    ----------
    objective : Objective
    curvature : float
        Rates are given as multiples of one over it: the largest curvature at the minimum, on the flat bowl far out.
    least : float
        Least value.
    center : (dim,) array
        Starts are drawn around it ...
    spread : float
        ... with this standard deviation.
    steps : dict of bool to int
        Bound on the steps of methods with memory (True) and without (False).
    """

    objective: Objective
    curvature: float
    least: float
    center: np.ndarray
    spread: float
    steps: dict[bool, int]

    def starts(self, count: int, seed: int, fresh: bool) -> np.ndarray:
        """`count` uniform starts: those to choose parameters with, or fresh ones to judge with, ``(count, dim)``."""
        draws = np.random.default_rng((seed, fresh)).uniform(-np.sqrt(3), np.sqrt(3), (count, self.objective.dim))
        return self.center + self.spread * draws


@cache
def problem(name: str) -> Problem:
    """One of `PROBLEMS`."""
    if name == "quadratic":
        return Problem(Quadratic(np.diag(CURVATURES)), 1.0, 0.0, np.zeros(20), 1.0, {False: 8000, True: 800})
    if name == "Rosenbrock":
        top = float(np.linalg.eigvalsh(Rosenbrock().hess(np.ones(2)))[-1])
        return Problem(Rosenbrock(), top, 0.0, np.array([-1.2, 1.0]), 0.2, {False: 20_000, True: 4000})
    if name == "flat bowl":
        weights = np.geomspace(0.1, 1, 5)
        return Problem(FlatBowl(weights), 1.0, 0.0, np.zeros(5), 2.0, {False: 12_000, True: 1500})
    model = tumors()
    least, center = minimum(model)
    top = float(np.linalg.eigvalsh(model.hess(center))[-1])
    return Problem(model, top, least, np.zeros(model.dim), 0.3, {False: 800, True: 250})


def tumors() -> LogisticRegression:
    """Logistic regression on 142 of the breast-cancer samples, with a small ridge."""
    data = load("breast_cancer", test_share=0.75)
    return LogisticRegression(data.train_inputs, data.train_targets, 0.001)


def minimum(model: LogisticRegression) -> tuple[float, np.ndarray]:
    """Least value and minimum, by Newton's method from zero."""
    run = descend(model, np.zeros(model.dim), Newton(model), 12)
    return float(run.value.min()), run.x[-1]


def make(name: str, lr: np.ndarray, beta: np.ndarray) -> Optimizer:
    """The method `name` at these rates; `beta` is used by the two of constant memory only."""
    plain = {"gradient descent": GradientDescent, "growing memory": AcceleratedGradient, "restarts": RestartedGradient}
    if name in plain:
        return plain[name](lr)
    return {"heavy ball": HeavyBall, "Nesterov": Nesterov}[name](lr, beta)


def has_knob(name: str) -> bool:
    """Whether the method has a memory to choose, besides the rate."""
    return name in ("heavy ball", "Nesterov")


def gaps(case: Problem, starts: np.ndarray, optimizer: Optimizer, steps: int) -> np.ndarray:
    """Value above the least one at each step, ``(steps + 1, ...)``."""
    return descend(case.objective, starts, optimizer, steps).value - case.least


def settled(gap: np.ndarray, share: float) -> np.ndarray:
    """Steps until the gap is at most `share` of the first, and stays there to the end of the run; inf if it does not.

    A run that swings may pass through a low value; that does not count.
    """
    with np.errstate(invalid="ignore"):
        above = ~(gap <= share * gap[0])
    last = len(gap) - above[::-1].argmax(axis=0)
    return np.where(above[-1], np.inf, np.where(above.any(axis=0), last, 0.0))


def arrivals(
    case: Problem, starts: np.ndarray, optimizer: Optimizer, bound: int, shares: tuple[float, ...], every: int = 1
) -> np.ndarray:
    """Steps as `settled` counts them, in units of `every`, for each of `shares`: ``(shares, ..., starts)``.

    Leading axes are settings that are tried.  The run ends where with the best of them all starts have stayed below
    for a quarter as long as they took to get there, or else after `bound` steps.

    The starts have all the lanes that the optimizer's parameters ask for.
    """
    goals = np.multiply.outer(shares, case.objective.value(starts) - case.least)
    run, done, arrived = follow(case.objective, starts, optimizer, bound), 0, np.zeros(goals.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        while block := [x for x, _ in islice(run, 8 * every)][::every]:
            gap = case.objective.value(np.stack(block)) - case.least
            above = ~(gap <= goals[:, None])
            done += every * len(block)
            after = np.arange(done - every * len(block), done, every) + every
            arrived = np.maximum(arrived, (after.reshape(-1, *[1] * starts[..., 0].ndim) * above).max(axis=1))
            if (1.25 * arrived.max(axis=-1).reshape(len(shares), -1).min(axis=1) < done).all():
                break
    return np.where(above[:, -1], np.inf, arrived)


@dataclass(frozen=True)
class Tuned:
    """The best rate and memory of a grid.

    Attributes
    ----------
    lr : float
        Rate times the curvature of the problem.
    beta : float
        Memory; 0 where the method has none to choose.
    runs : int
        Pairs that were tried.
    cost : float
        The larger one of the two numbers of steps of the best pair, or its gap.
    """

    lr: float
    beta: float
    runs: int
    cost: float


Cost = Callable[[np.ndarray, np.ndarray], np.ndarray]
"""Cost of arrays of rates (times the curvature) and memories, which broadcast against each other."""


def tune(cost: Cost, knob: bool, octaves: range = range(-3, 4), halvings: int = 7) -> Tuned:
    """Try a coarse grid, whose best must lie inside it, and a fine one about the best.

    Rates are multiples of one over the curvature, a factor of two apart.  What a memory forgets, ``1 - beta``, goes
    from 1 downward in factors of two.  The fine grid has steps of an eighth of an octave, or a quarter where there is
    a memory too.

    Parameters
    ----------
    cost : function of rates and memories
    knob : bool
        Whether there is a memory to choose.
    octaves : range
        Logarithms of the rates to the base 2.
    halvings : int
        How often ``1 - beta`` is halved.

    Raises
    ------
    ValueError
        When the best of the coarse grid lies at its edge.
    """
    rates = 2.0 ** np.array(octaves)
    leaks = 2.0 ** -np.arange(halvings + 1) if knob else np.ones(1)
    place = best_inside(cost(rates[:, None], 1 - leaks))
    near = rates[place[0]] * 2.0 ** (np.arange(-3, 4) / 4 if knob else np.arange(-7, 8) / 8)
    beside = np.minimum(1, leaks[place[1]] * 2.0 ** (np.arange(-3, 4) / 4)) if knob else leaks
    found = cost(near[:, None], 1 - beside)
    i, j = np.unravel_index(np.where(np.isfinite(found), found, np.inf).argmin(), found.shape)
    tried = rates.size * leaks.size + found.size
    return Tuned(float(near[i]), float(1 - beside[j]), tried, float(found[i, j]))


def tuned(name: str, method: str, share: float = 1e-6, seed: int = 0) -> Tuned:
    """Rate and memory with which the slowest start needs the fewest steps, counted in fours or tens."""
    return tuned_to(name, method, (share,), seed)[0]


@study
def tuned_to(name: str, method: str, shares: tuple[float, ...], seed: int) -> tuple[Tuned, ...]:
    """The same for each of `shares`: the runs of a grid serve all of them."""
    case = problem(name)
    starts, memory = case.starts(TRIES[name], seed, fresh=False), method != "gradient descent"
    every = 4 if memory else 10

    @cache
    def ran(lr: tuple[float, ...], beta: tuple[float, ...]) -> np.ndarray:
        rates, memories = np.array(lr)[:, None, None, None] / case.curvature, np.array(beta)[:, None, None]
        wide = starts + np.zeros((len(lr), len(beta), 1, 1))
        return arrivals(case, wide, make(method, rates, memories), case.steps[memory], shares, every).max(axis=-1)

    def cost(row: int, lr: np.ndarray, beta: np.ndarray) -> np.ndarray:
        return ran(tuple(lr.ravel()), tuple(beta))[row]

    return tuple(tune(partial(cost, row), has_knob(method)) for row in range(len(shares)))
