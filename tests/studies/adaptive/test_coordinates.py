"""The numbers of the page on coordinates."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import LinearChange
from optbook.studies.adaptive import coordinates
from optbook.studies.descent.quadratics import condition, unit_diagonal


@pytest.mark.parametrize("kind", coordinates.CHANGES)
def test_a_change_is_what_it_is_called(kind):
    matrix = coordinates.change(kind, 5, 2)
    assert abs(np.linalg.det(matrix)) > 1e-6
    orthogonal = np.allclose(matrix @ matrix.T, np.eye(5), atol=1e-12)
    assert orthogonal == (kind in ("orthogonal", "signed permutation"))
    assert (np.count_nonzero(matrix) == 5) == (kind in ("signed permutation", "diagonal"))


def test_every_method_has_a_change_under_which_its_path_is_kept_and_newton_all():
    assert all("signed permutation" in kept for kept in coordinates.TURN_ALONG.values())
    assert coordinates.TURN_ALONG["Newton"] == coordinates.CHANGES


def test_the_diagonal_of_newton_keeps_units_and_not_rotations():
    assert coordinates.gap("diagonal Newton", "diagonal").path < 1e-12
    assert coordinates.gap("diagonal Newton", "orthogonal").path > 1e-3


def test_the_formula_for_the_scaled_condition_is_that_of_the_matrix():
    degrees = np.array([0.0, 10, 45, 70])
    matrices = [LinearChange.rotation(coordinates.VALLEY, angle).hess(np.zeros(2)) for angle in degrees]
    found = condition(unit_diagonal(np.array(matrices)))
    np.testing.assert_allclose(coordinates.scaled_condition(degrees), found, rtol=1e-10)


def test_a_right_angle_leaves_the_path_as_it_is():
    for name in coordinates.METHODS:
        (one, plain), (two, turned) = (coordinates.turned_run(name, angle, 0.3, 12) for angle in (0, 90))
        np.testing.assert_allclose(two.forth(turned.x), one.forth(plain.x), atol=1e-9)


def test_the_turned_diagonal_keeps_the_trace():
    curvatures, entries = coordinates.diagonals(10, 7)
    np.testing.assert_allclose(entries.sum(1), curvatures.sum(), rtol=1e-13)


def test_signs_are_kept_by_an_exchange_and_not_by_half_a_right_angle():
    assert coordinates.keeps_signs(np.array([[0.0, -1.0], [1.0, 0.0]]))
    assert not coordinates.keeps_signs(np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2))
