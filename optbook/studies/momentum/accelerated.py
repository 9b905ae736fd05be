"""Accelerated gradient on convex functions: the chain that is the worst of them, all scales at once, and restarts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np

from optbook import descend
from optbook.data import load
from optbook.models import LogisticRegression
from optbook.objectives import LogCosh, Quadratic
from optbook.optimizers import AcceleratedGradient, GradientDescent, Nesterov, Newton, RestartedGradient
from optbook.protocols import Objective
from optbook.study import study

Weights = Callable[[int], np.ndarray]
"""Gives the first so many weights of the extrapolation."""


def chain(count: int) -> Quadratic:
    """Nesterov's chain: ``count`` masses, each tied to the next and both ends to walls, the first one pulled.

    ``(x1^2 + (x1 - x2)^2 + ... + xn^2) / 8 - x1 / 4``; its curvatures lie between 0 and 1.
    """
    matrix = (2 * np.eye(count) - np.eye(count, k=1) - np.eye(count, k=-1)) / 4
    return Quadratic(matrix, -np.eye(count)[0] / 4)


def chain_minimum(count: int) -> tuple[np.ndarray, float]:
    """Where the chain rests, ``1 - i / (n + 1)``, and its least value."""
    return 1 - np.arange(1, count + 1) / (count + 1), (1 / (count + 1) - 1) / 8


def all_scales(count: int = 14) -> Quadratic:
    """A quadratic with the curvatures ``4^0, 4^-1, 4^-2, ...``."""
    return Quadratic(np.diag(4.0 ** -np.arange(count)))


def linear_weights(count: int) -> np.ndarray:
    """``(t + 2) / 2``, those of `AcceleratedGradient`."""
    return (np.arange(count) + 2) / 2


def root_weights(count: int) -> np.ndarray:
    """Nesterov's own: each solves ``w^2 - w = `` the square of the one before, from 1."""
    weights = [1.0]
    while len(weights) < count:
        weights.append((1 + np.sqrt(1 + 4 * weights[-1] ** 2)) / 2)
    return np.array(weights)


def two_points(objective: Objective, x0: np.ndarray, lr: float, memory: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The form with two points, as a plain loop: both rows, ``(len(memory) + 1, dim)``, of ``x`` and of ``y``."""
    x, y = [np.asarray(x0, float)], [np.asarray(x0, float)]
    for share in memory:
        x.append(y[-1] - lr * objective.grad(y[-1]))
        y.append(x[-1] + share * (x[-1] - x[-2]))
    return np.array(x), np.array(y)


def extrapolations(weights: np.ndarray) -> np.ndarray:
    """Shares ``(w_t - 1) / w_(t+1)`` that belong to weights."""
    return (weights[:-1] - 1) / weights[1:]


def reached(objective: Objective, y: np.ndarray, lr: float) -> np.ndarray:
    """The points ``x`` of a run of which `descend` kept the points ``y``: the start, and a gradient step from each."""
    return np.concatenate([y[:1], y - lr * objective.grad(y)])


@dataclass(frozen=True, eq=False)
class Problem:
    """A smooth convex function with what the theorems speak of.

    Attributes
    ----------
    objective : Objective
    most, least : floats
        Its constants of smoothness and of strong convexity.
    minimum, start : (dim,) arrays
    """

    objective: Objective
    most: float
    least: float
    minimum: np.ndarray
    start: np.ndarray

    @property
    def radius(self) -> float:
        """Distance from the start to the minimum."""
        return float(np.linalg.norm(self.start - self.minimum))

    def excess(self, x: np.ndarray) -> np.ndarray:
        """Value above the least."""
        return self.objective.value(x) - self.objective.value(self.minimum)


@cache
def tumors(l2: float = 1e-3) -> Problem:
    """Logistic regression on the breast cancer data with a ridge, from zero; Newton's method finds its minimum."""
    data = load("breast_cancer")
    model = LogisticRegression(data.train_inputs, data.train_targets, l2)
    # The loss bends by at most a quarter.
    most = np.linalg.eigvalsh(model.inputs.T @ model.inputs / model.count)[-1] / 4 + l2
    start = np.zeros(model.dim)
    return Problem(model, float(most), l2, descend(model, start, Newton(model), 30).x[-1], start)


@cache
def problems() -> dict[str, Problem]:
    """Three smooth convex functions: the chain, a rounded corner without strong convexity, and logistic regression."""
    links = 41
    corner = LogCosh(0.0)
    return {
        "chain": Problem(chain(links), 1.0, 0.0, chain_minimum(links)[0], np.zeros(links)),
        "corner": Problem(corner, 1.0, 0.0, np.zeros(1), np.full(1, 30.0)),
        "logistic": tumors(),
    }


@dataclass(frozen=True, eq=False)
class Potential:
    """The potential of a run and its two parts, over the squared distance of the start.

    Attributes
    ----------
    value, distance : (steps,) arrays
        The weighted excess of the value, and the squared distance of the weighted point; before the first step the
        first one is zero.
    excess, bound : (steps,) arrays
        Excess of the value at ``x``, and what the theorem allows.
    """

    value: np.ndarray
    distance: np.ndarray
    excess: np.ndarray
    bound: np.ndarray

    @property
    def total(self) -> np.ndarray:
        """The potential."""
        return self.value + self.distance


def potential(problem: Problem, x: np.ndarray, weights: np.ndarray, lr: float) -> Potential:
    """The potential along the points ``x``, ``(steps + 1, dim)``, for the weights ``w_0, w_1, ...``."""
    w, square = weights[: len(x) - 1, None], problem.radius**2
    excess = problem.excess(x)
    far = ((w * x[1:] - (w - 1) * x[:-1] - problem.minimum) ** 2).sum(-1)
    value = np.append(0, 2 * lr * w[:, 0] ** 2 * excess[1:]) / square
    bound = square / (2 * lr * w[:, 0] ** 2)
    return Potential(value, np.append(1, far / square), excess, np.append(np.inf, bound))


def potential_run(problem: Problem, steps: int = 300, speed: float = 1.0) -> Potential:
    """Run `AcceleratedGradient` at the rate ``speed / L`` and follow its potential."""
    lr = speed / problem.most
    y = descend(problem.objective, problem.start, AcceleratedGradient(lr), steps - 1).x
    return potential(problem, reached(problem.objective, y, lr), linear_weights(steps), lr)


@dataclass(frozen=True, eq=False)
class ChainRace:
    """Excess of the value over ``L R^2`` after ``t`` steps on the chain of ``2 t + 1`` masses.

    Attributes
    ----------
    step : (count,) int array
    descent, accelerated, root, minimal : (count,) arrays
        Gradient descent, the two accelerated methods, and the least value that any ``t`` gradients can reach.
    upper, lower : (count,) arrays
        The two bounds.
    """

    step: np.ndarray
    descent: np.ndarray
    accelerated: np.ndarray
    root: np.ndarray
    minimal: np.ndarray
    upper: np.ndarray
    lower: np.ndarray


@study
def chain_race(steps: tuple[int, ...] = (1, 2, 4, 8, 16, 32, 64, 128, 256)) -> ChainRace:
    """For each length another chain, whose far end the gradients do not see."""
    rows = []
    for t in steps:
        objective = chain(2 * t + 1)
        rest, least = chain_minimum(2 * t + 1)
        start, square = np.zeros(2 * t + 1), rest @ rest
        plain = descend(objective, start, GradientDescent(1.0), t).x[-1]
        ahead = reached(objective, descend(objective, start, AcceleratedGradient(1.0), t - 1).x, 1.0)[-1]
        own = two_points(objective, start, 1.0, extrapolations(root_weights(t + 1)))[0][-1]
        values = [float(objective.value(x)) - least for x in (plain, ahead, own)]
        rows.append(np.append(values, chain_minimum(t)[1] - least) / square)
    t = np.array(steps)
    return ChainRace(t, *np.array(rows).T, 2 / (t + 1) ** 2, 3 / (32 * (t + 1) ** 2))


@dataclass(frozen=True, eq=False)
class ScaleRace:
    """Values on `all_scales` from ``(1, 1, ...)`` at the rate 1.

    Attributes
    ----------
    step : (steps + 1,) int array
    value : dict of (steps + 1,) arrays
        Of each method; of those with two points at ``x``.
    bound : (steps + 1,) array
        What the theorem allows the accelerated method.
    """

    step: np.ndarray
    value: dict[str, np.ndarray]
    bound: np.ndarray


@study
def scale_race(steps: int = 2048, beta: float = 0.9, count: int = 14) -> ScaleRace:
    """Gradient descent, a constant memory, and the growing one."""
    objective, start = all_scales(count), np.ones(count)
    runs = {"descent": descend(objective, start, GradientDescent(1.0), steps).x}
    for name, optimizer in {"constant": Nesterov(1.0, beta), "growing": AcceleratedGradient(1.0)}.items():
        runs[name] = reached(objective, descend(objective, start, optimizer, steps - 1).x, 1.0)
    t = np.arange(steps + 1)
    return ScaleRace(t, {name: objective.value(x) for name, x in runs.items()}, 2 * count / (t + 1) ** 2)


@study
def restart_race(steps: int = 1500) -> dict[str, np.ndarray]:
    """Excess of the value on `tumors`, at the iterates of four methods at the rate ``1 / L``."""
    problem = tumors()
    lr, root = 1 / problem.most, np.sqrt(problem.least / problem.most)
    optimizers = {
        "descent": GradientDescent(lr),
        "growing": AcceleratedGradient(lr),
        "constant": Nesterov(lr, (1 - root) / (1 + root)),
        "restarted": RestartedGradient(lr),
    }
    return {
        name: problem.excess(descend(problem.objective, problem.start, optimizer, steps).x)
        for name, optimizer in optimizers.items()
    }
