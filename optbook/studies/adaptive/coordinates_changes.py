"""Runs of a method before and after a change of variables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from optbook import descend
from optbook.models import LogisticRegression
from optbook.objectives import LinearChange
from optbook.optimizers import (
    LBFGS,
    Adagrad,
    Adam,
    DiagonalNewton,
    GradientDescent,
    HeavyBall,
    Newton,
    RMSProp,
    SignSGD,
)
from optbook.protocols import Objective, Optimizer
from optbook.studies.descent.quadratics import directions

CHANGES = ("orthogonal", "signed permutation", "diagonal", "invertible")
TURN_ALONG = {
    "gradient descent": ("orthogonal", "signed permutation"),
    "heavy ball": ("orthogonal", "signed permutation"),
    "L-BFGS": ("orthogonal", "signed permutation"),
    "Newton": CHANGES,
    "Adagrad": ("signed permutation",),
    "RMSProp": ("signed permutation",),
    "Adam": ("signed permutation",),
    "sign descent": ("signed permutation",),
}
"""For each method the changes of variables under which, by the theorems, its path is the same."""


def method(name: str, objective: Objective, lr: object = 0.1, eps: float = 0.0) -> Optimizer:
    """A method by its name."""
    makers = {"Newton": lambda: Newton(objective), "L-BFGS": lambda: LBFGS(objective)}
    makers |= {"diagonal Newton": lambda: DiagonalNewton(objective)}
    makers |= {"gradient descent": lambda: GradientDescent(lr), "heavy ball": lambda: HeavyBall(lr)}
    makers |= {"Adagrad": lambda: Adagrad(lr, eps), "RMSProp": lambda: RMSProp(lr, eps=eps)}
    makers |= {"Adam": lambda: Adam(lr, eps=eps), "sign descent": lambda: SignSGD(lr)}
    return makers[name]()


def change(kind: str, dim: int, seed: int = 0) -> np.ndarray:
    """A random matrix of one of `CHANGES`."""
    rng = np.random.default_rng(seed)
    if kind == "orthogonal":
        return directions(dim, seed)
    if kind == "signed permutation":
        return np.eye(dim)[rng.permutation(dim)] * rng.choice([-1.0, 1.0], dim)
    scale = np.diag(2.0 ** rng.uniform(0.5, 1.5, dim))
    return scale if kind == "diagonal" else directions(dim, seed) @ scale @ directions(dim, seed + 1)


@cache
def bowl(dim: int = 4, seed: int = 0) -> LogisticRegression:
    """A strictly convex function that is not a quadratic: logistic regression with a ridge on forty random samples."""
    rng = np.random.default_rng(seed)
    return LogisticRegression(rng.normal(size=(40, dim)), rng.integers(2, size=40), l2=0.1)


@dataclass(frozen=True, eq=False)
class Gap:
    """How far a run in new variables is from the run in the old ones.

    Attributes
    ----------
    path : float
        Largest distance of two iterates over the length of the path.
    first : float
        The same after one step, over the first step's length in the old variables.
    expected : float
        What `first` should be, by the formula for the first step of the method.
    """

    path: float
    first: float
    expected: float


def gap(name: str, kind: str, steps: int = 8, seed: int = 0) -> Gap:
    """Run a method on `bowl` and on ``bowl(A y)`` from the same point, and bring the second run back by ``A``."""
    objective = bowl(seed=seed)
    changed = LinearChange(objective, change(kind, objective.dim, seed + 7))
    start = np.random.default_rng(seed + 3).normal(size=objective.dim)
    one = descend(objective, start, method(name, objective), steps).x
    two = changed.forth(descend(changed, changed.back(start), method(name, changed), steps).x)
    apart, moves = np.linalg.norm(two - one, axis=-1), np.linalg.norm(np.diff(one, axis=0), axis=-1)
    matrix, grad = changed.matrix, objective.grad(start)
    if name == "Newton":
        expected = 0.0
    elif name in ("gradient descent", "heavy ball", "L-BFGS"):
        expected = np.linalg.norm(matrix @ matrix.T @ grad - grad) / np.linalg.norm(grad)
    else:
        signs = matrix @ np.sign(matrix.T @ grad) - np.sign(grad)
        expected = np.linalg.norm(signs) / np.sqrt(objective.dim)
    return Gap(float(apart.max() / moves.sum()), float(apart[1] / moves[0]), float(expected))


@cache
def gaps(seed: int = 0) -> dict[tuple[str, str], Gap]:
    """`gap` for each method and each change."""
    return {(name, kind): gap(name, kind, seed=seed) for name in TURN_ALONG for kind in CHANGES}


def keeps_signs(matrix: np.ndarray) -> bool:
    """Whether the matrix takes every vector of signs to a vector of signs."""
    dim = len(matrix)
    signs = 1 - 2.0 * ((np.arange(2**dim)[:, None] >> np.arange(dim)) & 1)
    return bool(np.allclose(np.abs(signs @ matrix.T), 1, atol=1e-12))
