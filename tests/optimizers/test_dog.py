"""DoG: its distance, its first step, its scales."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import DoG


def test_its_first_step_is_the_first_guess_of_the_distance():
    run = descend(Quadratic(np.zeros((2, 2)), [3.0, 4.0]), [0.6, 0.8], DoG(distance=1e-3, eps=0.0), 1)
    assert np.linalg.norm(run.x[1] - run.x[0]) == pytest.approx(2e-3, rel=1e-12)


def test_the_scale_of_the_objective_does_not_matter():
    one, other = (descend(Quadratic(c * np.diag([1.0, 9.0])), [1.0, 1.0], DoG(eps=0.0), 200).x for c in (1, 1024))
    np.testing.assert_array_equal(one, other)


def test_a_rotation_of_the_coordinates_rotates_the_iterates():
    half = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
    straight = descend(Quadratic(np.diag([1.0, 9.0])), [1.0, -2.0], DoG(distance=1e-2), 100)
    turned = descend(Quadratic([[5.0, -4.0], [-4.0, 5.0]]), half @ [1.0, -2.0], DoG(distance=1e-2), 100)
    np.testing.assert_allclose(turned.x, straight.x @ half.T, atol=1e-11)


@pytest.mark.parametrize("distance", [1.0, 100.0, 1e4])
def test_it_finds_the_distance_to_the_minimum_of_a_round_cone(distance):
    class Cone(Quadratic):
        def grad(self, x):
            return x / np.linalg.norm(x, axis=-1, keepdims=True)

    optimizer, x = DoG(), np.array([0.6, 0.8]) * distance
    state = optimizer.init(x)
    for _ in range(2000):
        delta, state = optimizer.update(Cone(np.eye(2)).grad(x), state, x)
        x = x + delta
    assert 1.0 <= state.reach[0] / distance <= 1.1
