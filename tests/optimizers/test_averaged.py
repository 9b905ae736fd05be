"""Polyak-Ruppert averaging: a mean, beside a run that it does not touch."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Averaged, HeavyBall

BOWL, INNER = Quadratic(np.diag([1.0, 4.0])), HeavyBall(lr=0.1, beta=0.5)


def last_average(optimizer, steps):
    x, state = np.ones(2), optimizer.init(np.ones(2))
    for _ in range(steps):
        delta, state = optimizer.update(BOWL.grad(x), state, x)
        x = x + delta
    return state.average


def test_the_iterates_are_the_optimizers_own():
    runs = [descend(BOWL, [1.0, 1.0], o, 20).x for o in (INNER, Averaged(INNER))]
    np.testing.assert_array_equal(*runs)


@pytest.mark.parametrize("start", [0, 5])
def test_the_average_is_the_mean_of_the_iterates_since_its_start(start):
    optimizer = Averaged(INNER, start=start)
    x = descend(BOWL, [1.0, 1.0], optimizer, 20).x
    points = optimizer.evaluation_points(x)
    np.testing.assert_array_equal(points[: start + 1], x[: start + 1])
    np.testing.assert_allclose(points[-1], x[start + 1 :].mean(0), rtol=1e-13)
    np.testing.assert_array_equal(points[-1], last_average(optimizer, 20))


def test_a_start_that_is_no_count_is_named():
    with pytest.raises(ValueError, match="start: got -1"):
        Averaged(INNER, start=-1)
