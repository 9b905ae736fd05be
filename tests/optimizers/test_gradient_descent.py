"""Gradient descent: the stability limit, and what a change of variables does to it."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent


@pytest.mark.parametrize(("lr", "expected"), [(1.99, 0.99**1000), (2.0, 1.0), (2.01, 1.01**1000)])
def test_on_a_parabola_it_is_stable_up_to_two_over_the_curvature(lr, expected):
    run = descend(Quadratic([[3.0]]), [1.0], GradientDescent(lr=lr / 3), 1000)
    # The factor is rounded once and then raised to the power 1000.
    assert abs(run.x[-1, 0]) == pytest.approx(expected, rel=1e-11)


def test_a_rotation_of_the_coordinates_rotates_the_iterates():
    c, s = np.cos(0.6), np.sin(0.6)
    rotation, matrix = np.array([[c, -s], [s, c]]), np.diag([1.0, 5.0])
    straight = descend(Quadratic(matrix), [1.0, -2.0], GradientDescent(lr=0.1), 30)
    turned_matrix = rotation @ matrix @ rotation.T
    turned_matrix = (turned_matrix + turned_matrix.T) / 2
    turned = descend(Quadratic(turned_matrix), rotation @ [1.0, -2.0], GradientDescent(lr=0.1), 30)
    np.testing.assert_allclose(turned.x, straight.x @ rotation.T, atol=1e-14)


def test_a_scaled_objective_needs_an_inversely_scaled_rate():
    one = descend(Quadratic(np.diag([1.0, 4.0])), [1.0, 1.0], GradientDescent(lr=0.1), 20)
    eight = descend(Quadratic(np.diag([8.0, 32.0])), [1.0, 1.0], GradientDescent(lr=0.0125), 20)
    np.testing.assert_array_equal(one.x, eight.x)  # powers of two lose no bits
