"""A random landscape in many dimensions: its stationary points, and where gradient descent ends on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optbook.analysis.random_matrices import index_at_value
from optbook.analysis.stationary_points import stationary_points
from optbook.objectives import RandomWaves
from optbook.optimizers import GradientDescent
from optbook.study import study
from optbook.trajectory import finish


@dataclass(frozen=True, eq=False)
class Landscape:
    """Stationary points of a random landscape, and where gradient descent ends on it.

    Attributes
    ----------
    dim : int
    value, index : (found,) arrays
        Of each stationary point that Newton's method finds: value, and number of negative eigenvalues of the Hessian.
    end_value, end_index : (runs,) arrays
        The same where gradient descent stands at last.
    grid, mean, deviation : (values,) arrays
        Values, and the index expected at a stationary point of that value: its mean and standard deviation.
    """

    dim: int
    value: np.ndarray
    index: np.ndarray
    end_value: np.ndarray
    end_index: np.ndarray
    grid: np.ndarray
    mean: np.ndarray
    deviation: np.ndarray


@study
def random_landscape(dim: int = 16, starts: int = 256, runs: int = 64, seed: int = 0) -> Landscape:
    """Search a sum of random waves for stationary points, and descend on it from random starts."""
    f = RandomWaves(dim, waves=500, seed=seed)
    lower, upper = f.domain
    found = stationary_points(f, lower, upper, starts=starts, steps=50)
    start = np.random.default_rng(seed).uniform(lower, upper, (runs, dim))
    end, _ = finish(f, start, GradientDescent(0.08), 300)
    end_index = (np.linalg.eigvalsh(f.hess(end)) < 0).sum(-1)
    value = np.array([point.value for point in found])
    index = np.array([(point.eigenvalues < 0).sum() for point in found])
    grid = np.linspace(-8, 5, 66)
    return Landscape(dim, value, index, f.value(end), end_index, grid, *index_at_value(dim, grid))
