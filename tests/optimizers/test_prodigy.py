"""Prodigy: its estimate of the distance."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Prodigy

BOWL = Quadratic(np.diag([1.0, 9.0]))


def estimates(objective, start, steps, **hyperparameters):
    optimizer, x, out = Prodigy(**hyperparameters), np.array(start), []
    state = optimizer.init(x)
    for _ in range(steps):
        delta, state = optimizer.update(objective.grad(x), state, x)
        x = x + delta
        out.append(state.distance[0])
    return np.array(out)


def test_its_estimate_rises_to_the_order_of_the_distance_and_never_falls():
    for scale in (1.0, 100.0):
        path = estimates(BOWL, [scale, -scale], 500)
        assert (np.diff(path) >= 0).all()
        assert 0.1 * scale < path[-1] < 2 * scale


def test_its_first_step_is_the_first_estimate_uncorrected():
    run = descend(Quadratic([[0.0]], [7.0]), [0.0], Prodigy(distance=1e-3, eps=0.0), 1)
    assert run.x[1, 0] == pytest.approx(-1e-3 * 0.1 / np.sqrt(0.001), rel=1e-12)


def test_the_scale_of_the_objective_does_not_matter():
    one, other = (descend(Quadratic(c * np.diag([1.0, 9.0])), [1.0, 1.0], Prodigy(eps=0.0), 100).x for c in (1, 1024))
    np.testing.assert_array_equal(one, other)


def test_it_arrives_without_a_rate():
    assert descend(BOWL, [30.0, -20.0], Prodigy(), 1500).value[-1] < 1e-6
