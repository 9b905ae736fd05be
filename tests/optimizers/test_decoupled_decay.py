"""Decoupled decay: it adds to any step, at the optimizer's rate or at another."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Clipped, DecoupledDecay, GradientDescent, HeavyBall, Lion
from optbook.schedules import inverse_time

BOWL, FLAT = Quadratic(np.diag([1.0, 4.0])), Quadratic(np.zeros((2, 2)))


def test_put_round_lion_it_is_lions_own_decay():
    runs = [
        descend(BOWL, [1.0, 1.0], o, 30).x
        for o in (DecoupledDecay(Lion(lr=0.01), 0.3), Lion(lr=0.01, weight_decay=0.3))
    ]
    np.testing.assert_allclose(*runs, rtol=1e-13)


def test_put_round_gradient_descent_it_is_a_penalty():
    runs = [
        descend(BOWL, [1.0, 1.0], DecoupledDecay(GradientDescent(lr=0.1), 0.5), 30),
        descend(Quadratic(np.diag([1.5, 4.5])), [1.0, 1.0], GradientDescent(lr=0.1), 30),
    ]
    np.testing.assert_allclose(runs[0].x, runs[1].x, rtol=1e-12, atol=1e-16)


def test_put_round_momentum_it_is_no_penalty():
    runs = [
        descend(BOWL, [1.0, 1.0], DecoupledDecay(HeavyBall(lr=0.1, beta=0.5), 0.5), 5),
        descend(Quadratic(np.diag([1.5, 4.5])), [1.0, 1.0], HeavyBall(lr=0.1, beta=0.5), 5),
    ]
    assert np.abs(runs[0].x - runs[1].x).max() > 0.01


def test_it_follows_the_schedule_of_the_optimizer():
    run = descend(FLAT, [1.0, 1.0], DecoupledDecay(GradientDescent(lr=inverse_time(0.5, 1.0)), 1.0), 2)
    np.testing.assert_allclose(run.x[:, 0], [1, 0.5, 0.375])


def test_an_optimizer_without_a_rate_needs_one():
    with pytest.raises(ValueError, match="lr: got None"):
        DecoupledDecay(Clipped(GradientDescent(lr=0.1)), 0.1)
    run = descend(FLAT, [1.0, 1.0], DecoupledDecay(Clipped(GradientDescent(lr=0.1)), 0.1, lr=1.0), 1)
    np.testing.assert_allclose(run.x[1], 0.9)
