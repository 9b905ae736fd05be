"""Changes of variables, of the page on coordinates."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.adaptive import coordinates_changes as coordinates


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


def test_signs_are_kept_by_an_exchange_and_not_by_half_a_right_angle():
    assert coordinates.keeps_signs(np.array([[0.0, -1.0], [1.0, 0.0]]))
    assert not coordinates.keeps_signs(np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2))
