"""Exponential moving average: its weights, beside a run that it does not touch."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import HeavyBall, MovingAverage

BOWL, INNER = Quadratic(np.diag([1.0, 4.0])), HeavyBall(lr=0.1, beta=0.5)


def test_the_iterates_are_the_optimizers_own():
    runs = [descend(BOWL, [1.0, 1.0], o, 20).x for o in (INNER, MovingAverage(INNER))]
    np.testing.assert_array_equal(*runs)


def test_the_average_weighs_the_iterates_geometrically():
    optimizer = MovingAverage(INNER, decay=0.8)
    x = descend(BOWL, [1.0, 1.0], optimizer, 12).x
    weights = 0.8 ** np.arange(12, -1, -1) * np.where(np.arange(13) == 0, 1.0, 0.2)
    assert abs(weights.sum() - 1) < 1e-15
    np.testing.assert_allclose(optimizer.evaluation_points(x)[-1], weights @ x, rtol=1e-13)


def test_the_averages_of_a_run_are_those_of_its_states():
    optimizer, x = MovingAverage(INNER, decay=0.8), np.ones(2)
    state = optimizer.init(x)
    for _ in range(12):
        delta, state = optimizer.update(BOWL.grad(x), state, x)
        x = x + delta
    run = descend(BOWL, np.ones(2), optimizer, 12)
    np.testing.assert_array_equal(optimizer.evaluation_points(run.x)[-1], state.average)
