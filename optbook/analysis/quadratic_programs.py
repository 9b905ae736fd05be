r"""A convex quadratic under linear inequalities, solved on its primal side and set up on its dual side.

.. math:: \min_x \; \tfrac12 x^\top A x + b^\top x + c \quad \text{subject to} \quad G x \le h

Source: S. Boyd and L. Vandenberghe, "Convex Optimization", Cambridge University Press, 2004, sections 5.1 to 5.5.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from optbook.objectives import Quadratic
from optbook.validation import require, require_positive


@dataclass(frozen=True, eq=False)
class ActiveSets:
    """What each choice of constraints gives when they are made equations and the others are left out.

    Attributes
    ----------
    x, multipliers : (choices, dim), (choices, count) arrays
        Stationary point on the equations, and the multipliers there, zero for those left out.
    feasible, signed : (choices,) bool arrays
        Whether the point meets all constraints, and whether no multiplier is negative.
    """

    x: np.ndarray
    multipliers: np.ndarray
    feasible: np.ndarray
    signed: np.ndarray

    @property
    def optimal(self) -> np.ndarray:
        """Where all of the Karush-Kuhn-Tucker conditions hold: ``(choices,)``."""
        return self.feasible & self.signed


@dataclass(frozen=True, eq=False)
class QuadraticProgram:
    """Minimize `objective` subject to ``normals @ x <= bounds``.

    Parameters
    ----------
    objective : Quadratic
        With a positive definite matrix.
    normals : (count, dim) array_like
        Gradient of each constraint.
    bounds : (count,) array_like

    Raises
    ------
    ValueError
        When the objective has no single minimum, or the constraints do not fit it.
    """

    objective: Quadratic
    normals: np.ndarray
    bounds: np.ndarray

    def __post_init__(self) -> None:
        require(len(self.objective.minima) == 1, "objective", self.objective, "a positive definite quadratic")
        normals, bounds = np.array(self.normals, dtype=float), np.array(self.bounds, dtype=float)
        dim = self.objective.dim
        require(normals.ndim == 2 and normals.shape[1] == dim, "normals", f"shape {normals.shape}", f"(count, {dim})")
        require(bounds.shape == (len(normals),), "bounds", f"shape {bounds.shape}", f"shape ({len(normals)},)")
        object.__setattr__(self, "normals", normals)
        object.__setattr__(self, "bounds", bounds)

    def excess(self, x: np.ndarray) -> np.ndarray:
        """By how much each constraint is exceeded, negative where it is met: ``(..., dim) -> (..., count)``."""
        return np.asarray(x) @ self.normals.T - self.bounds

    def active_sets(self) -> ActiveSets:
        """Solve the equations of every choice of independent constraints."""
        count, dim = self.normals.shape
        choices = [list(c) for size in range(min(count, dim) + 1) for c in combinations(range(count), size)]
        choices = [c for c in choices if np.linalg.matrix_rank(self.normals[c]) == len(c)]
        x, multipliers = np.empty((len(choices), dim)), np.zeros((len(choices), count))
        for i, chosen in enumerate(choices):
            x[i], multipliers[i, chosen] = self._on(chosen)
        # Rounding: active constraints are met up to a few units of the sizes that are subtracted.
        slack = 1e-10 * (1 + np.abs(self.bounds) + np.abs(x) @ np.abs(self.normals).T)
        return ActiveSets(x, multipliers, (self.excess(x) <= slack).all(-1), (multipliers >= 0).all(-1))

    def dual(self) -> Quadratic:
        """Negative of the dual function, to be minimized over multipliers without negative entries."""
        matrix, linear = self.objective.matrix, self.objective.linear
        solved = np.linalg.solve(matrix, np.column_stack([self.normals.T, linear]))
        product = self.normals @ solved[:, :-1]
        constant = linear @ solved[:, -1] / 2 - self.objective.constant
        return Quadratic((product + product.T) / 2, self.bounds + self.normals @ solved[:, -1], constant)

    def primal_point(self, multipliers: np.ndarray) -> np.ndarray:
        """Minimum of the Lagrangian for each set of multipliers: ``(..., count) -> (..., dim)``."""
        right = -(self.objective.linear + np.asarray(multipliers) @ self.normals)
        return np.linalg.solve(self.objective.matrix, right[..., None])[..., 0]

    def penalized(self, weight: float) -> np.ndarray:
        """Minimum of the objective plus ``weight / 2`` times the sum of squared excesses: ``(dim,)``.

        Newton's method on a function that is quadratic wherever the same constraints are violated: it ends, exactly,
        when they stay the same.

        Raises
        ------
        ValueError
            When `weight` is not positive.
        RuntimeError
            When the violated constraints keep changing.
        """
        require_positive(weight=weight)
        matrix, x = self.objective.matrix, self.objective.minima[0]
        for _ in range(2 * len(self.bounds) + 10):
            over = self.excess(x) > 0
            normals = self.normals[over]
            right = weight * normals.T @ self.bounds[over] - self.objective.linear
            x = np.linalg.solve(matrix + weight * normals.T @ normals, right)
            if (over == (self.excess(x) > 0)).all():
                return x
        raise RuntimeError("penalized: the violated constraints keep changing")

    def _on(self, chosen: list[int]) -> tuple[np.ndarray, np.ndarray]:
        """Stationary point and multipliers where the chosen constraints are equations."""
        normals, dim = self.normals[chosen], self.objective.dim
        matrix = np.block([[self.objective.matrix, normals.T], [normals, np.zeros((len(chosen),) * 2)]])
        solution = np.linalg.solve(matrix, np.concatenate([-self.objective.linear, self.bounds[chosen]]))
        return solution[:dim], solution[dim:]


def random_programs(count: int, dim: int = 6, constraints: int = 3, seed: int = 0) -> list[QuadraticProgram]:
    """Random programs.  With fewer constraints than variables each of them has allowed points."""
    rng = np.random.default_rng(seed)
    roots = rng.normal(size=(count, dim, dim)) / np.sqrt(dim)
    normals, linear = rng.normal(size=(count, constraints, dim)), rng.normal(size=(count, dim))
    bounds = rng.normal(size=(count, constraints))
    bowls = [Quadratic(root @ root.T + np.eye(dim), b) for root, b in zip(roots, linear, strict=True)]
    return [QuadraticProgram(*parts) for parts in zip(bowls, normals, bounds, strict=True)]
