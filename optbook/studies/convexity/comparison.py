"""The chapter's methods on the same constrained problems, at equal numbers of gradients."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook import descend
from optbook.claims import Evidence, claim
from optbook.studies.convexity.contest import (
    DIM,
    KAPPA,
    NAMES,
    SETS,
    Problem,
    Pushed,
    bowls,
    disk,
    method,
    problem,
    slsqp,
    stage,
)
from optbook.study import study


@dataclass(frozen=True, eq=False)
class Course:
    """Violation and gap of each method after each gradient: dicts of name to (steps + 1, count) arrays."""

    violation: dict[str, np.ndarray]
    gap: dict[str, np.ndarray]

    def arrived(self, name: str, accuracy: float) -> np.ndarray:
        """Steps after which both stay within `accuracy` to the end of the run; inf where they do not: ``(count,)``."""
        far = np.maximum(self.violation[name], np.abs(self.gap[name])) > accuracy
        last = len(far) - far[::-1].argmax(axis=0)
        return np.where(far[-1], np.inf, np.where(far.any(axis=0), last, 0))

    def until(self, steps: int) -> Course:
        """The same runs, stopped after `steps`."""
        cut = ({name: run[: steps + 1] for name, run in part.items()} for part in (self.violation, self.gap))
        return Course(*cut)


STAGES = 10
"""Weights of the penalty that are tried, each twice the one before."""

STEPS = {"projected": 200, "weight told": 200, "multipliers": 800, "dual ascent": 800}
"""Gradients of the others: those that are told most have long arrived."""


def ends(stages: int = STAGES) -> np.ndarray:
    """Steps made when the penalty leaves each of its weights: ``(stages,)``."""
    return np.cumsum([stage(KAPPA + KAPPA * 2.0**i, 1 / 4) for i in range(stages)])


@study
def course(which: str, seed: int = 0, names: tuple[str, ...] = NAMES, stages: int = STAGES) -> Course:
    """Run methods on one of `SETS`: the penalty through `stages` weights, the others for `STEPS`."""
    task, violation, gap = problem(which, seed), {}, {}
    for name in names:
        steps = ends(stages)[-1] if name == "penalty" else STEPS[name]
        x = descend(task.objective, task.start, method(name, task, steps), steps).x
        violation[name], gap[name] = task.violation(x), task.gap(x)
    return Course(violation, gap)


@study
def disk_runs(steps: int = 200) -> dict[str, np.ndarray]:
    """Iterates of each method on the disk in the plane: dict of name to (steps + 1, 2) arrays."""
    task = disk()
    return {name: descend(task.objective, task.start, method(name, task, steps), steps).x[:, 0] for name in NAMES}


def least(task: Problem, weight: np.ndarray, steps: int = 120) -> np.ndarray:
    """Minimum of the objective plus `weight` times ``h``, by proximal gradient: ``(..., count, dim)``.

    The steps leave ``((kappa - 1) / (kappa + 1)) ** steps`` of the first error, 1e-10 for a `kappa` of 10.
    """
    start = np.broadcast_to(task.start, (*weight.shape[:-1], task.start.shape[-1]))
    told = Pushed(task, np.full(steps, 2 / (1 + task.kappa)), np.zeros(steps), multiplier=weight)
    return descend(task.objective, start, told, steps, every=steps).x[-1]


@study
def exact_errors(which: str, seed: int = 0, stages: int = STAGES) -> np.ndarray:
    """Error of the exact minimum with each weight of the penalty: ``(stages, count)``.

    The minimum with the penalty is one with the weight ``w = rho h(x(w))``; as the right-hand side falls, halving
    finds it, here up to a ten thousandth of the multiplier.
    """
    task = problem(which, seed)
    rho = (task.kappa * 2.0 ** np.arange(stages))[:, None, None] / task.steepness
    low, high = np.zeros(rho.shape), np.broadcast_to(task.multiplier, rho.shape).copy()
    for _ in range(14):
        middle = (low + high) / 2
        short = middle < rho * task.excess(least(task, middle, 80))
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    return task.error(least(task, high))


@dataclass(frozen=True, eq=False)
class Outer:
    """What one change of the multiplier leaves of its error, with exact minima between: (products, count) arrays.

    Attributes
    ----------
    product : (products,) array
        The weight, or the rate of the ascent, times the curvature ``M`` of the dual function.
    ascent, multipliers : (products, count) arrays
        Measured, in size.
    """

    product: np.ndarray
    ascent: np.ndarray
    multipliers: np.ndarray


@study
def outer(products: tuple[float, ...] = tuple(np.geomspace(0.1, 30, 16)), seed: int = 0) -> Outer:
    """Least squares on the plane where the coordinates add up to one, from the multiplier zero."""
    objective, normal = bowls(seed), np.ones(DIM)
    product = np.array(products)[:, None, None]
    inverse = np.linalg.inv(objective.matrix)
    bend = (normal @ inverse @ normal)[:, None]
    true = (-(inverse @ objective.linear[..., None])[..., 0] @ normal - 1)[:, None] / bend
    left = {}
    for name, grows in (("ascent", 0.0), ("multipliers", 1.0)):
        rho, multiplier, errors = product / bend, np.zeros_like(product * bend), []
        for _ in range(2):
            matrix = objective.matrix + grows * rho[..., None] * np.outer(normal, normal)
            right = grows * rho * normal - objective.linear - multiplier * normal
            x = np.linalg.solve(matrix, right[..., None])[..., 0]
            multiplier = multiplier + rho * (x @ normal - 1)[..., None]
            errors.append(np.abs(multiplier - true)[..., 0])
        left[name] = errors[1] / errors[0]
    return Outer(np.array(products), **left)


def yardstick(which: str, seed: int = 0) -> np.ndarray:
    """Gradients that a general solver takes on each draw: ``(count,)``."""
    task = problem(which, seed)
    lanes = zip(task.objective.matrix, task.objective.linear, task.radius[:, 0], strict=True)
    return np.array([slsqp(which, *lane)[1] for lane in lanes])


@claim
def each_step_leaves_the_same_share(seed: int = 0) -> Evidence:
    r"""On every draw of the three problems each step of projected gradient, and each step of proximal gradient with
    the right weight, leaves at most $(\kappa - 1)/(\kappa + 1)$ of the distance to the solution that a direct method
    finds.
    """
    bound, measured = (KAPPA - 1) / (KAPPA + 1), {}
    for which in SETS:
        task = problem(which, seed)
        for name in ("projected", "weight told"):
            x = descend(task.objective, task.start, method(name, task, 60), 60).x
            distance = np.linalg.norm(x - task.solution, axis=-1)
            # Rounding of the solution is 1e-15: ratios of what is a million times larger are good to 1e-6.
            kept = distance[1:] > 1e-9
            measured[f"largest share, {which}, {name}"] = (distance[1:] / distance[:-1])[kept].max()
    return Evidence(max(measured.values()) <= bound * (1 + 1e-5), {"bound": bound, **measured})


@claim
def the_penalty_arrives_with_its_weight(seed: int = 0) -> Evidence:
    r"""On every draw the penalty reaches an accuracy, one tenth or one hundredth, while it is at the first weight whose
    exact minimum is as accurate, or at a weight next to it.
    """
    misses, factors, needed = [], [], []
    for which in SETS:
        found, exact = course(which, seed).until(ends(9)[-1]), exact_errors(which, seed, 9)
        arrived = {accuracy: found.arrived("penalty", accuracy) for accuracy in (0.1, 0.01)}
        for accuracy, steps in arrived.items():
            first = (exact <= accuracy).argmax(0)
            misses.append(np.searchsorted(ends(9), steps) - first)
            needed.append(first)
        factors.append(arrived[0.01] / arrived[0.1])
    miss = np.abs(misses)
    # What a stage leaves of the error of its start is half of what the weight leaves: together 1/2 to 3/2 of that.
    return Evidence(
        bool(miss.max() <= 1),
        {
            "runs": miss.size,
            "of them at the predicted weight": (miss == 0).sum(),
            "largest difference, in weights": miss.max(),
            "last weight needed, over the first": 2.0 ** np.max(needed),
            "steps to a hundredth over steps to a tenth, median": np.median(factors),
        },
    )


@claim
def multipliers_take_implicit_steps(seed: int = 0) -> Evidence:
    r"""With exact minima between, a change of the multiplier leaves $|1 - \sigma M|$ of its error for dual ascent and
    $1/(1 + \rho M)$ for the method of multipliers, where $M = a^\top A^{-1} a$.
    """
    found = outer(seed=seed)
    product = found.product[:, None]
    miss = [np.abs(found.ascent - np.abs(1 - product)).max(), np.abs(found.multipliers - 1 / (1 + product)).max()]
    # A product of 30 magnifies the rounding of a system with the condition number 10 * 30.
    return Evidence(
        max(miss) < 1e-10,
        {
            "largest product": found.product.max(),
            "least left by the multipliers": found.multipliers.min(),
            "most left by the ascent": found.ascent.max(),
            "largest difference, dual ascent": miss[0],
            "largest difference, multipliers": miss[1],
        },
    )


@claim
def the_slope_of_the_dual_is_the_excess(seed: int = 0) -> Evidence:
    r"""On each of the three sets the slope of the dual function, by differences of its values, is the
    excess $h$ at the minimum of $f + w h$: positive for half the multiplier, zero at the multiplier,
    negative for twice the multiplier.
    """
    step, shares, miss, least_size, rest = 1e-4, np.array([0.5, 1.0, 2.0])[:, None, None], 0.0, np.inf, 0.0
    signs = True
    for which in SETS:
        task = problem(which, seed)
        weight = shares * task.multiplier
        up, down = (_dual(task, weight + push) for push in (step, -step))
        excess = task.excess(least(task, weight))[..., 0]
        miss = max(miss, float(np.abs((up - down) / (2 * step) - excess).max()))
        signs &= bool((excess[0] > 0).all() and (excess[2] < 0).all())
        least_size = min(least_size, float(np.abs(excess[[0, 2]]).min()))
        rest = max(rest, float(np.abs(excess[1]).max()))
    # The slope of the dual changes by at most K <= n per unit of the weight, the least curvature being one.
    return Evidence(
        miss <= DIM * step and signs and rest < 1e-8,
        {
            "largest difference of slope and excess": miss,
            "bound on it from the curvature of the dual": DIM * step,
            "least size of the excess at half and twice": least_size,
            "largest excess at the multiplier": rest,
        },
    )


def _dual(task: Problem, weight: np.ndarray) -> np.ndarray:
    """Value of the dual function: ``(..., count, 1) -> (..., count)``."""
    x = least(task, weight)
    return task.objective.value(x) + (weight * task.excess(x))[..., 0]
