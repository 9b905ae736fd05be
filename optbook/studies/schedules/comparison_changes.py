"""What a method makes of a problem told otherwise: the loss multiplied, the axes turned, a coordinate rescaled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace

import numpy as np

from optbook.objectives import LinearChange, Scaled
from optbook.optimizers import Adadelta
from optbook.protocols import Optimizer
from optbook.studies.schedules.contest import MAKERS, OCTAVES, make, points, problem, rates
from optbook.study import study

CHANGES = ("loss", "axes", "unit")
"""The loss times 16; all axes turned; the steepest coordinate counted in units of 1/16."""

FACTOR = 16.0
"""A power of two: to multiply with it rounds nothing."""

SCALE_FREE = (
    *("SignSGD", "Lion", "Adagrad", "RMSProp", "Adam", "AMSGrad", "Yogi", "ADOPT", "AdamW", "Cautious Adam"),
    *("Schedule-Free AdamW", "DoG", "D-Adaptation", "Prodigy"),
)
"""The step is a ratio in which a common factor of all gradients cancels, but for eps."""

TURN_FREE = ("gradient descent", "averaged descent", "heavy ball", "Nesterov", "Schedule-Free SGD", "DoG")
"""The step is a sum of gradients, weighted by numbers that only lengths and products decide."""


def bare(optimizer: Optimizer) -> Optimizer:
    """The same method with eps 0, also inside a wrapper; Adadelta needs its own, which starts the motion."""
    if isinstance(optimizer, Adadelta) or not is_dataclass(optimizer):
        return optimizer
    names = {field.name for field in fields(optimizer)}
    changed = {"eps": 0.0} if "eps" in names else {}
    changed |= {"optimizer": bare(optimizer.optimizer)} if "optimizer" in names else {}
    return replace(optimizer, **changed)


def turn(dim: int, seed: int = 0) -> np.ndarray:
    """An orthogonal matrix, drawn evenly from all of them, ``(dim, dim)``."""
    q, r = np.linalg.qr(np.random.default_rng(seed).normal(size=(dim, dim)))
    return q * np.sign(np.diag(r))


def end(
    method: str,
    matrix: np.ndarray,
    factor: float = 1.0,
    lr: float | None = None,
    steps: int = 100,
    lanes: int = 24,
    seed: int = 0,
) -> np.ndarray:
    """Where a method ends on the noisy quadratic, ``(lanes, dim)``, when it sees another problem in its place.

    It sees ``factor * f(M y)``, and starts at the same point ``x = M y``; the end is told as ``x`` again.  The rate is
    the middle one of the method's grid unless one is given.
    """
    case = problem("quadratic")
    grid = rates("quadratic", method)
    lr = float(grid[OCTAVES // 2 if len(grid) > 1 else 0] / 4) if lr is None else lr
    shown = Scaled(LinearChange(case.seen(lanes, seed), matrix), factor)
    start = np.linalg.solve(matrix, case.starts(lanes, seed).T).T
    (y,) = points(shown, start, bare(make("quadratic", method, lr)), (steps,))
    return y @ matrix.T


@study
def all_changes(seed: int = 0) -> dict[str, dict[str, float]]:
    """The moves of all methods."""
    return {method: changes(method, seed) for method in MAKERS}


def changes(method: str, seed: int = 0) -> dict[str, float]:
    """Largest move of the end, over the largest distance of an end from the minimum, under each of `CHANGES`."""
    dim = problem("quadratic").objective.dim
    same, units = np.eye(dim), np.ones(dim)
    units[-1] = 1 / FACTOR
    plain = end(method, same, seed=seed)
    moved: dict[str, Callable[[], np.ndarray]] = {
        "loss": lambda: end(method, same, FACTOR, seed=seed),
        "axes": lambda: end(method, turn(dim, seed), seed=seed),
        "unit": lambda: end(method, np.diag(units), seed=seed),
    }
    return {change: float(np.abs(moved[change]() - plain).max() / np.abs(plain).max()) for change in CHANGES}
