"""Nesterov's momentum: its two-point form and its stability limit."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, HeavyBall, Nesterov

BOWL = Quadratic(np.diag([1.0, 4.0]))


def test_without_memory_it_is_gradient_descent():
    ahead, plain = (descend(BOWL, [1.0, 1.0], o, 20) for o in (Nesterov(lr=0.1, beta=0.0), GradientDescent(lr=0.1)))
    np.testing.assert_array_equal(ahead.x, plain.x)


def test_its_iterates_are_the_extrapolated_points_of_the_two_point_form():
    lr, beta = 0.1, 0.8
    x = y = np.array([1.0, -1.0])
    expected = [y]
    for _ in range(50):
        x, before = y - lr * BOWL.grad(y), x
        y = x + beta * (x - before)
        expected.append(y)
    run = descend(BOWL, [1.0, -1.0], Nesterov(lr=lr, beta=beta), 50)
    np.testing.assert_allclose(run.x, expected, atol=1e-14)


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.5, 0.9])
def test_it_is_stable_exactly_below_its_limit(beta):
    limit = (2 + 2 * beta) / (1 + 2 * beta)
    run = descend(Quadratic([[1.0]]), [1.0], Nesterov(lr=limit * np.array([[0.99], [1.01]]), beta=beta), 20000)
    assert run.value[-1, 0] < 1e-20
    assert run.diverged[1]


def test_its_first_step_is_longer_than_the_heavy_balls_by_beta():
    ball, ahead = (descend(BOWL, [1.0, 1.0], o(lr=0.1, beta=0.5), 1).x for o in (HeavyBall, Nesterov))
    np.testing.assert_allclose(ahead[1] - ahead[0], 1.5 * (ball[1] - ball[0]), rtol=1e-14)
