"""Schedule-Free: its three points, and the way back from the iterates to the average."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Averaged, GradientDescent, ScheduleFree, ScheduleFreeAdamW
from optbook.schedules import warmup

BOWL = Quadratic(np.diag([1.0, 4.0]))
METHODS = [
    ScheduleFree(lr=0.2),
    ScheduleFree(lr=warmup(0.2, 5), beta=0.5, weight_decay=0.1),
    ScheduleFree(lr=np.array([[0.1], [0.2]])),
    ScheduleFreeAdamW(lr=0.1),
    ScheduleFreeAdamW(lr=warmup(0.1, 5), weight_decay=0.1),
]


@pytest.mark.parametrize("optimizer", METHODS, ids=repr)
def test_the_averages_of_a_run_are_those_of_its_states(optimizer):
    x, state = np.array([1.0, -2.0]), optimizer.init(np.array([1.0, -2.0]))
    averages = [state.average]
    for _ in range(100):
        delta, state = optimizer.update(BOWL.grad(x), state, x)
        x = x + delta
        averages.append(state.average)
    run = descend(BOWL, [1.0, -2.0], optimizer, 100)
    np.testing.assert_allclose(optimizer.evaluation_points(run.x), averages, atol=1e-13)


def test_the_iterate_lies_between_the_average_and_the_descent():
    optimizer, x = ScheduleFree(lr=0.2, beta=0.75), np.array([1.0, -2.0])
    state = optimizer.init(x)
    for _ in range(20):
        delta, state = optimizer.update(BOWL.grad(x), state, x)
        x = x + delta
        np.testing.assert_allclose(x, 0.25 * state.z + 0.75 * state.average, atol=1e-15)


def test_without_beta_it_is_descent_with_polyak_ruppert_averaging():
    free, plain = ScheduleFree(lr=0.1, beta=0.0), Averaged(GradientDescent(lr=0.1))
    runs = [descend(BOWL, [1.0, -2.0], o, 50) for o in (free, plain)]
    np.testing.assert_allclose(runs[0].x, runs[1].x, atol=1e-15)
    np.testing.assert_allclose(free.evaluation_points(runs[0].x), plain.evaluation_points(runs[1].x), atol=1e-14)


def test_at_a_constant_rate_every_point_has_the_same_weight():
    optimizer, x = ScheduleFree(lr=0.1), np.array([1.0, -2.0])
    state, seen = optimizer.init(x), []
    for _ in range(10):
        delta, state = optimizer.update(BOWL.grad(x), state, x)
        x, seen = x + delta, [*seen, state.z]
    np.testing.assert_allclose(state.average, np.mean(seen, axis=0), rtol=1e-13)


def test_a_rate_of_zero_moves_nothing():
    run = descend(BOWL, [1.0, -2.0], ScheduleFree(lr=lambda step: 0.0), 3)
    np.testing.assert_array_equal(run.x, np.broadcast_to([1.0, -2.0], (4, 2)))
