"""The numbers of the page on coordinates."""

from __future__ import annotations

import numpy as np

from optbook.objectives import LinearChange
from optbook.studies.adaptive import coordinates
from optbook.studies.descent.quadratics import condition, unit_diagonal


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
