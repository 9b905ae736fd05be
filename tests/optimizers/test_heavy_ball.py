"""Heavy ball: its recurrence, its stability limit, its best rate."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent, HeavyBall
from optbook.schedules import step_decay


def spectral_radius(lr_curvature, beta):
    """Largest eigenvalue of one step on a parabola, as a map of (x, velocity)."""
    return np.abs(np.linalg.eigvals([[1 - lr_curvature, -lr_curvature * beta], [1.0, beta]])).max()


def test_without_memory_it_is_gradient_descent():
    bowl = Quadratic(np.diag([1.0, 4.0]))
    ball, plain = (descend(bowl, [1.0, 1.0], o, 20) for o in (HeavyBall(lr=0.1, beta=0.0), GradientDescent(lr=0.1)))
    np.testing.assert_array_equal(ball.x, plain.x)


def test_it_is_polyaks_two_step_recurrence():
    bowl, lr, beta = Quadratic(np.diag([1.0, 4.0])), 0.1, 0.8
    x = descend(bowl, [1.0, -1.0], HeavyBall(lr=lr, beta=beta), 50).x
    np.testing.assert_allclose(x[2:], x[1:-1] - lr * bowl.grad(x[1:-1]) + beta * (x[1:-1] - x[:-2]), atol=1e-15)


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.5, 0.9])
def test_it_is_stable_exactly_below_two_times_one_plus_beta(beta):
    limit = 2 * (1 + beta)
    run = descend(Quadratic([[1.0]]), [1.0], HeavyBall(lr=limit * np.array([[0.99], [1.01]]), beta=beta), 20000)
    assert run.value[-1, 0] < 1e-20
    assert run.diverged[1]
    assert spectral_radius(limit, beta) == pytest.approx(1, abs=1e-12)


def test_its_best_rate_is_that_of_the_root_of_the_condition_number():
    lr, beta = 4 / 121, (9 / 11) ** 2  # curvatures 1 and 100
    for curvature in (1.0, 100.0):
        # A double eigenvalue: it is computed to half the digits only.
        assert spectral_radius(lr * curvature, beta) == pytest.approx(9 / 11, abs=1e-7)
    run = descend(Quadratic(np.diag([1.0, 100.0])), [1.0, 1.0], HeavyBall(lr=lr, beta=beta), 200)
    assert np.flatnonzero(np.linalg.norm(run.x, axis=-1) < 1e-6 * np.sqrt(2))[0] == 93


def test_at_a_constant_slope_the_step_grows_to_lr_over_one_minus_beta():
    run = descend(Quadratic([[0.0]], [1.0]), [0.0], HeavyBall(lr=0.1, beta=0.75), 200)
    assert run.x[-1, 0] - run.x[-2, 0] == pytest.approx(-0.4, rel=1e-12)


def test_a_schedule_acts_on_the_velocity_when_it_is_used():
    slope = Quadratic([[0.0]], [1.0])
    run = descend(slope, [0.0], HeavyBall(lr=step_decay(1.0, 0.5, [2]), beta=0.5), 3)
    np.testing.assert_allclose(np.diff(run.x[:, 0]), [-1.0, -1.5, -0.5 * 1.75])
