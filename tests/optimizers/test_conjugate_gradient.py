"""Conjugate gradients: it ends, and it is the linear method on a quadratic."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import ConjugateGradient


def bowl(eigenvalues, seed=0):
    """A quadratic with these curvatures, in turned coordinates."""
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(len(eigenvalues),) * 2))[0]
    matrix = (turn * eigenvalues) @ turn.T
    return Quadratic((matrix + matrix.T) / 2, np.ones(len(eigenvalues)))


def linear(matrix, b, x, steps):
    """Hestenes and Stiefel's method for matrix x = b."""
    residual = b - matrix @ x
    direction, path = residual, [x]
    for _ in range(steps):
        alpha = residual @ residual / (direction @ matrix @ direction)
        x, new = x + alpha * direction, residual - alpha * matrix @ direction
        direction, residual = new + new @ new / (residual @ residual) * direction, new
        path.append(x)
    return np.array(path)


@pytest.mark.parametrize("dim", [2, 5, 8])
def test_it_ends_after_as_many_steps_as_there_are_variables(dim):
    objective = bowl(np.linspace(1, 20, dim))
    run = descend(objective, np.ones(dim), ConjugateGradient(objective), dim)
    errors = np.linalg.norm(run.x - objective.minima[0], axis=-1)
    assert errors[-1] < 1e-12 * errors[0]
    assert errors[-2] > 1e-3 * errors[0]


def test_it_ends_after_as_many_steps_as_there_are_different_curvatures():
    objective = bowl([1.0, 1.0, 1.0, 7.0, 7.0, 30.0])
    run = descend(objective, np.ones(6), ConjugateGradient(objective), 3)
    np.testing.assert_allclose(run.x[-1], objective.minima[0], atol=1e-12)


def test_on_a_quadratic_it_is_the_linear_method():
    objective = bowl(np.geomspace(1, 100, 6))
    run = descend(objective, np.ones(6), ConjugateGradient(objective), 5)
    np.testing.assert_allclose(run.x, linear(objective.matrix, -objective.linear, np.ones(6), 5), atol=1e-10)


def test_its_directions_are_conjugate():
    objective = bowl(np.geomspace(1, 100, 6))
    moves = np.diff(descend(objective, np.ones(6), ConjugateGradient(objective), 5).x, axis=0)
    products = moves @ objective.matrix @ moves.T
    scale = np.sqrt(np.outer(np.diag(products), np.diag(products)))
    # Rounding grows as the moves shrink: each is measured in units of its own length.
    np.testing.assert_allclose(products / scale, np.eye(5), atol=1e-10)


def test_it_finds_the_end_of_rosenbrocks_valley():
    run = descend(Rosenbrock(), [[-1.2, 1.0], [2.0, -1.0]], ConjugateGradient(Rosenbrock()), 60)
    np.testing.assert_allclose(run.x[-1], 1, atol=1e-10)
    assert (np.diff(run.value, axis=0) <= 1e-15).all()
