"""Constrained least squares on three sets, and the chapter's methods for it.

One step serves all: a gradient step on the objective, then the proximal map of the constraint's function with some
weight.  The methods differ in where the weight comes from.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, NamedTuple

import numpy as np
from scipy.optimize import minimize

from optbook.analysis import decay_for, decayed
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, Projected
from optbook.projections import onto_box, onto_l1_ball, onto_l2_ball, onto_simplex, prox_l1, prox_l2
from optbook.protocols import Objective, Optimizer
from optbook.studies.convexity.constraints import plane

DIM, KAPPA, COUNT = 12, 10.0, 8
"""Variables, condition number, and draws of each problem; the least curvature is one."""

SETS = ("l2 ball", "l1 ball", "simplex")
NAMES = ("projected", "weight told", "multipliers", "dual ascent", "penalty")


@dataclass(frozen=True, eq=False)
class Bowls(Objective):
    """One quadratic a lane: ``x'Ax/2 + b'x``, with ``(count, dim, dim)`` matrices and ``(count, dim)`` vectors."""

    matrix: np.ndarray
    linear: np.ndarray

    @property
    def dim(self) -> int:
        """Number of variables."""
        return self.linear.shape[-1]

    def value(self, x: np.ndarray) -> np.ndarray:
        """Value in each lane: ``(..., count, dim) -> (..., count)``."""
        return (x * (self._times(x) / 2 + self.linear)).sum(-1)

    def grad(self, x: np.ndarray) -> np.ndarray:
        """Gradient in each lane: ``(..., count, dim) -> (..., count, dim)``."""
        return self._times(x) + self.linear

    def _times(self, x: np.ndarray) -> np.ndarray:
        return (self.matrix @ x[..., None])[..., 0]


def bowls(seed: int = 0, flat: bool = False) -> Bowls:
    """Random directions, a random lowest point, and eigenvalues evenly spread on a log scale from 1 to `KAPPA`.

    If `flat`, the coordinates of the lowest point are positive and add up to 2.
    """
    rng = np.random.default_rng(seed)
    vectors = np.linalg.qr(rng.normal(size=(COUNT, DIM, DIM)))[0]
    matrix = (vectors * np.geomspace(1, KAPPA, DIM)) @ np.swapaxes(vectors, -1, -2)
    matrix = (matrix + np.swapaxes(matrix, -1, -2)) / 2
    lowest = rng.normal(size=(COUNT, DIM))
    if flat:
        lowest = 2 * np.abs(lowest) / np.abs(lowest).sum(-1, keepdims=True)
    return Bowls(matrix, -(matrix @ lowest[..., None])[..., 0])


@dataclass(frozen=True, eq=False)
class Problem:
    """Minimize an objective where ``h(x) <= 0``, or on the simplex where ``h(x) = 0`` and no coordinate is negative.

    ``h`` is the length of a point, the sum of its sizes, or its sum, less the radius.

    Attributes
    ----------
    objective : Bowls
    kappa : float
        Largest curvature; the least is one.
    start : (count, dim) array
    radius : (count, 1) array
        Of the ball; one on the simplex.
    steepness : (count, 1) array
        Bound ``K`` on the squared length of the gradient of ``h``.
    sign : float
        Least weight: zero for an inequality, minus infinity for an equation.
    excess : function of points, ``(..., count, dim) -> (..., count, 1)``
        The function ``h``.
    prox : function of points and weights
        Its proximal map; on the simplex that of ``h`` on points without negative coordinates.
    project : function of points
        Onto the set.
    solution, multiplier : (count, dim), (count, 1) arrays
        By a direct method.
    """

    objective: Bowls
    kappa: float
    start: np.ndarray
    radius: np.ndarray
    steepness: np.ndarray
    sign: float
    excess: Callable[[np.ndarray], np.ndarray]
    prox: Callable[[np.ndarray, Any], np.ndarray]
    project: Callable[[np.ndarray], np.ndarray]
    solution: np.ndarray
    multiplier: np.ndarray

    def violation(self, x: np.ndarray) -> np.ndarray:
        """By what share of the radius a point is too long, or on the simplex its sum is off: ``(..., count)``."""
        over = self.excess(x)[..., 0]
        return np.maximum(over, -over if self.sign else 0) / self.radius[:, 0]

    def gap(self, x: np.ndarray) -> np.ndarray:
        """Value above that of the solution, as a share of the start's; negative where it is lower: ``(..., count)``."""
        least = self.objective.value(self.solution)
        return (self.objective.value(x) - least) / (self.objective.value(self.start) - least)

    def error(self, x: np.ndarray) -> np.ndarray:
        """The larger of the violation and of the size of the gap: ``(..., count)``."""
        return np.maximum(self.violation(x), np.abs(self.gap(x)))


@cache
def problem(which: str, seed: int = 0) -> Problem:
    """Least squares on one of `SETS`; a ball has half the length of the free minimum, so that it is in the way."""
    flat = which == "simplex"
    objective = bowls(seed, flat)
    lowest = np.linalg.solve(objective.matrix, -objective.linear[..., None])[..., 0]
    start, ones = np.zeros((COUNT, DIM)), np.ones((COUNT, 1))
    if which == "l2 ball":
        radius = np.linalg.norm(lowest, axis=-1, keepdims=True) / 2
        parts = (radius, ones, 0.0, partial(_length, radius), prox_l2, partial(onto_l2_ball, radius=radius))
        found = [_direct_l2(*lane) for lane in zip(objective.matrix, objective.linear, radius[:, 0], strict=True)]
    else:
        radius = np.abs(lowest).sum(-1, keepdims=True) / 2
        start = np.full((COUNT, DIM), 1 / DIM) if flat else start
        size, prox = (_sum, _lowered) if flat else (_sizes, prox_l1)
        project = onto_simplex if flat else partial(onto_l1_ball, radius=radius)
        parts = (radius, DIM * ones, -np.inf if flat else 0.0, partial(size, radius), prox, project)
        lanes = zip(objective.matrix, objective.linear, radius[:, 0], strict=True)
        found = [_direct_flat(which, *lane) for lane in lanes]
    solution, multiplier = (np.array(part) for part in zip(*found, strict=True))
    return Problem(objective, KAPPA, start, *parts, solution, multiplier[:, None])


def _length(radius: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.linalg.norm(x, axis=-1, keepdims=True) - radius


def _sizes(radius: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.abs(x).sum(-1, keepdims=True) - radius


def _sum(radius: np.ndarray, x: np.ndarray) -> np.ndarray:
    return x.sum(-1, keepdims=True) - radius


def _lowered(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return onto_box(x - weight)


def _direct_l2(matrix: np.ndarray, linear: np.ndarray, radius: float) -> tuple[np.ndarray, float]:
    """Solve one equation for the weight decay; its pull has the size of the multiplier on the border."""
    alpha = decay_for(Quadratic(matrix, linear), radius)
    return decayed(Quadratic(matrix, linear), alpha), alpha * radius


def disk() -> Problem:
    """The bowl of the page on constraints on the disk of radius one, in the plane."""
    bowl, one = plane().objective, np.ones((1, 1))
    objective = Bowls(bowl.matrix[None], bowl.linear[None])
    solution, multiplier = _direct_l2(bowl.matrix, bowl.linear, 1.0)
    parts = (one, one, 0.0, partial(_length, one), prox_l2, onto_l2_ball)
    return Problem(objective, 2.0, np.zeros((1, 2)), *parts, solution[None], np.array([[multiplier]]))


def slsqp(which: str, matrix: np.ndarray, linear: np.ndarray, radius: float) -> tuple[np.ndarray, int]:
    """Point and number of gradients of a general solver on one draw.

    On the l1 ball the variables are split into positive and negative parts: so every constraint has a gradient.
    """
    dim, count = len(linear), 2 if which == "l1 ball" else 1
    split = np.tile(np.eye(dim), count) * np.repeat([1, -1][:count], dim)
    if which == "l2 ball":
        start, low = np.zeros(dim), None
        rule = {"type": "ineq", "fun": lambda z: (radius**2 - z @ z) / 2, "jac": lambda z: -z}
    else:
        start, low = np.full(count * dim, radius / (count * dim)), 0
        kind = "eq" if which == "simplex" else "ineq"
        rule = {"type": kind, "fun": lambda z: radius - z.sum(), "jac": lambda z: -np.ones_like(z)}
    found = minimize(
        lambda z: (split @ z) @ (matrix @ (split @ z) / 2 + linear),
        start,
        jac=lambda z: split.T @ (matrix @ (split @ z) + linear),
        method="SLSQP",
        bounds=[(low, None)] * len(start),
        constraints=[rule],
        options={"ftol": 1e-14, "maxiter": 500},
    )
    return split @ found.x, found.njev


def _direct_flat(which: str, matrix: np.ndarray, linear: np.ndarray, radius: float) -> tuple[np.ndarray, float]:
    """Take from a general solver which coordinates are not zero; the conditions then are one linear system.

    Raises
    ------
    RuntimeError
        When its solution does not fulfill the conditions.
    """
    near, _ = slsqp(which, matrix, linear, radius)
    left = np.abs(near) > 1e-5 * radius
    sign = np.sign(near[left])
    system = np.block([[matrix[np.ix_(left, left)], sign[:, None]], [sign[None], np.zeros((1, 1))]])
    *some, multiplier = np.linalg.solve(system, np.append(-linear[left], radius))
    x = np.zeros_like(linear)
    x[left] = some
    slope = matrix @ x + linear
    push = -slope[~left] if which == "simplex" else np.abs(slope[~left])
    if not ((x[left] * sign > 0).all() and (push <= multiplier).all()):
        raise RuntimeError("_direct_flat: the conditions do not hold")
    return x, multiplier


class PushedState(NamedTuple):
    """State of `Pushed`."""

    step: int
    """Steps made so far; the schedules read it."""
    multiplier: np.ndarray
    """The part of the weight that is remembered, ``(count, 1)``."""


@dataclass(frozen=True, eq=False)
class Pushed:
    """A gradient step, then the proximal map with the weight ``max(0, multiplier + rho h(x))``.

    Parameters
    ----------
    problem : Problem
    lr, rho : (steps,) arrays
        Step sizes, and weights in units of ``1 / K``.
    every, sigma : int, float
        After each `every` steps ``sigma h(x) / K`` is added to the multiplier.
    multiplier : float or array
        The first one.
    """

    problem: Problem
    lr: np.ndarray
    rho: np.ndarray
    every: int = 1
    sigma: float = 0.0
    multiplier: float | np.ndarray = 0.0

    def init(self, x: np.ndarray) -> PushedState:
        """The first multiplier."""
        return PushedState(0, self.multiplier * np.ones_like(self.problem.radius))

    def update(self, grad: np.ndarray, state: PushedState, x: np.ndarray) -> tuple[np.ndarray, PushedState]:
        """One step; the excess is that of `x`."""
        task, lr, multiplier = self.problem, self.lr[state.step], state.multiplier
        if self.sigma and state.step and state.step % self.every == 0:
            multiplier = np.maximum(task.sign, multiplier + self.sigma / task.steepness * task.excess(x))
        weight = np.maximum(task.sign, multiplier + self.rho[state.step] / task.steepness * task.excess(x))
        return task.prox(x - lr * grad, lr * weight) - x, PushedState(state.step + 1, multiplier)


def stage(curvature: float, share: float) -> int:
    """Gradient steps at the best rate that leave at most `share` of an error, for curvatures from 1 to `curvature`."""
    return int(np.ceil(np.log(1 / share) / np.log((curvature + 1) / (curvature - 1))))


def weights(kappa: float, steps: int, growth: float = 2.0) -> np.ndarray:
    """Weights of the penalty in units of ``1 / K``, from ``L`` on: ``(steps,)``.

    Each is kept until an error has fallen by the square of `growth`, so that what is left of it is less than what the
    weight itself leaves.
    """
    rho, level = np.empty(0), kappa
    while len(rho) < steps:
        rho = np.append(rho, np.full(stage(kappa + level, growth**-2), level))
        level *= growth
    return rho[:steps]


def method(name: str, task: Problem, steps: int, every: int | None = None) -> Optimizer:
    """One of `NAMES`, with the constants that the theory gives for curvatures from 1 to ``task.kappa``.

    `every` is the number of steps between two changes of the multiplier; as it stands, those that leave a tenth.
    """
    kappa = task.kappa
    lr, none, level = np.full(steps, 2 / (1 + kappa)), np.zeros(steps), np.full(steps, kappa)
    if name == "projected":
        return Projected(GradientDescent(lr[0]), task.project)
    if name == "weight told":
        return Pushed(task, lr, none, multiplier=task.multiplier)
    if name == "penalty":
        rho = weights(kappa, steps)
        return Pushed(task, 2 / (1 + kappa + rho), rho)
    if name == "multipliers":
        return Pushed(task, 2 / (1 + kappa + level), level, every or stage(2 * kappa, 0.1), kappa)
    # The dual bends by K / L to K / 1: this is the best rate for it.
    return Pushed(task, lr, none, every or stage(kappa, 0.1), 2 / (1 / kappa + 1))
