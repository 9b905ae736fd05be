"""Diagonal Newton: exact where no coordinate knows of another, and lost where all curvature is off the diagonal."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Himmelblau, LinearChange, Quadratic, Saddle
from optbook.optimizers import AbsoluteDiagonalNewton, DiagonalNewton, Newton, SaddleFreeNewton

BOTH = [DiagonalNewton, AbsoluteDiagonalNewton]


@pytest.mark.parametrize(("method", "full"), [(DiagonalNewton, Newton), (AbsoluteDiagonalNewton, SaddleFreeNewton)])
def test_on_a_diagonal_hessian_it_is_the_full_method(method, full):
    pair = [descend(Saddle(), [[0.5, 0.1], [-2.0, 3.0]], m(Saddle()), 3).x for m in (method, full)]
    np.testing.assert_allclose(*pair, atol=1e-15)


@pytest.mark.parametrize("method", BOTH)
def test_on_a_bowl_it_is_the_iteration_of_jacobi(method):
    matrix, linear, x = np.array([[3.0, 1.0], [1.0, 2.0]]), np.array([1.0, -1.0]), np.array([5.0, 4.0])
    run = descend(Quadratic(matrix, linear), x, method(Quadratic(matrix, linear)), 1)
    off = matrix - np.diag(np.diag(matrix))
    np.testing.assert_allclose(run.x[1], (-linear - off @ x) / np.diag(matrix), rtol=1e-14)


@pytest.mark.parametrize("method", BOTH)
def test_a_saddle_turned_by_half_a_right_angle_leaves_it_no_curvature(method):
    turned = LinearChange.rotation(Saddle(), 45.0)
    run = descend(turned, [0.5, 0.1], method(turned), 1)
    # Rounding leaves 1e-16 of the diagonal, or nothing: the step is as long as that makes it.
    assert run.diverged or np.abs(run.x[1]).max() > 1e12


def test_the_absolute_diagonal_takes_no_coordinate_uphill():
    x = np.random.default_rng(0).uniform(-5, 5, (200, 2))
    method = AbsoluteDiagonalNewton(Himmelblau())
    grad = Himmelblau().grad(x)
    delta, _ = method.update(grad, method.init(x), x)
    assert (delta * grad <= 0).all()


@pytest.mark.parametrize("method", BOTH)
def test_an_objective_without_a_hessian_is_named(method):
    with pytest.raises(ValueError, match=r"objective: got .*, takes an objective with a Hessian"):
        method(object())
