"""D-Adaptation: its estimate of the distance."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import DAdaptation

BOWL = Quadratic(np.diag([1.0, 9.0]))


def test_its_estimate_rises_to_the_order_of_the_distance_and_never_falls():
    for scale in (1.0, 100.0):
        optimizer, x, out = DAdaptation(), np.array([scale, -scale]), []
        state = optimizer.init(x)
        for _ in range(500):
            delta, state = optimizer.update(BOWL.grad(x), state, x)
            x = x + delta
            out.append(state.distance[0])
        assert (np.diff(out) >= 0).all()
        assert 0.1 * scale < out[-1] < 5 * scale


def test_its_first_step_is_the_first_estimate_uncorrected():
    run = descend(Quadratic([[0.0]], [7.0]), [0.0], DAdaptation(distance=1e-3, eps=0.0), 1)
    assert run.x[1, 0] == pytest.approx(-1e-3 * 0.1 / np.sqrt(0.001), rel=1e-12)


def test_the_scale_of_the_objective_does_not_matter():
    one, other = (
        descend(Quadratic(c * np.diag([1.0, 9.0])), [1.0, 1.0], DAdaptation(eps=0.0), 100).x for c in (1, 1024)
    )
    np.testing.assert_array_equal(one, other)


def test_it_arrives_without_a_rate():
    assert descend(BOWL, [30.0, -20.0], DAdaptation(), 1500).value[-1] < 1e-6
