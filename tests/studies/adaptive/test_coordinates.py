"""The numbers of the page on coordinates."""

from __future__ import annotations

import numpy as np
import pytest

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


def test_a_run_has_arrived_when_it_stays_below():
    first = 8.0
    for values, expected in (
        ([1, 2e-3, 5e-4, 2e-4], 2),
        ([1, 5e-4, 2e-3, 5e-4], 3),
        ([1, 5e-4, 5e-4, 2e-3], np.inf),
        ([1, 5e-4, 5e-4, np.nan], np.inf),
        ([1, 1e-3, 1e-3, 0], 1),
    ):
        assert coordinates.arrivals(first * np.array(values)) == expected


def test_the_medians_are_those_of_runs_twice_as_long():
    short, long = coordinates.angles(count=3), coordinates.angles(most=480, count=3)
    for name in coordinates.METHODS:
        np.testing.assert_array_equal(short.steps[name], long.steps[name])


@pytest.mark.parametrize(("place", "level"), [(0, (0.2 + 4.0) / 8), (1, 4.0 / 4)])
def test_rmsprop_misses_the_starts_whose_thousandth_is_below_its_cycle(place, level):
    """The cycle is at half a rate in both coordinates: at 45 degrees on the steep axis."""
    runs = coordinates.angles(count=3)
    first = coordinates.VALLEY.value(3 * np.random.default_rng(0).normal(size=(runs.starts, 2)))
    rate = runs.lr["RMSProp"][place]
    assert runs.missed["RMSProp"][place] == (1e-3 * first < level * rate**2).sum() > 0


def test_the_turned_diagonal_keeps_the_trace():
    curvatures, entries = coordinates.diagonals(10, 7)
    np.testing.assert_allclose(entries.sum(1), curvatures.sum(), rtol=1e-13)
