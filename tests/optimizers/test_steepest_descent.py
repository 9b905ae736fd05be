"""Steepest descent: the zigzag of exact search."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import SteepestDescent, exact_step, strong_wolfe_step


def test_with_exact_search_each_step_is_at_right_angles_to_the_last():
    run = descend(
        Quadratic(np.diag([1.0, 5.0])), [5.0, 1.0], SteepestDescent(Quadratic(np.diag([1.0, 5.0])), exact_step), 20
    )
    moves = np.diff(run.x, axis=0)
    cosines = (
        (moves[1:] * moves[:-1]).sum(-1) / np.linalg.norm(moves[1:], axis=-1) / np.linalg.norm(moves[:-1], axis=-1)
    )
    np.testing.assert_allclose(cosines, 0, atol=1e-12)


def test_its_value_never_rises():
    for search in (None, strong_wolfe_step):
        optimizer = SteepestDescent(Rosenbrock(), search) if search else SteepestDescent(Rosenbrock())
        run = descend(Rosenbrock(), np.random.default_rng(0).uniform(-2, 2, (20, 2)), optimizer, 50)
        assert (np.diff(run.value, axis=0) <= 0).all()
