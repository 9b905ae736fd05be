"""The numbers of the page that compares the methods of the chapter."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import GradientDescent
from optbook.studies.descent import comparison


def test_every_method_arrives_on_both_problems():
    for found in (comparison.quadratic(), comparison.logistic()):
        assert all(np.isfinite(found.points[name]).all() for name in comparison.NAMES)


def test_a_method_that_does_not_arrive_is_marked_inf():
    (f,) = comparison.bowls(count=1)
    slow = {"fixed rate": lambda _: GradientDescent(1e-4)}
    found = comparison.spent([(f, np.zeros(f.dim), float(f.value(f.minima[0])), slow)], {"fixed rate": 5}, 1e-6)
    assert found.points["fixed rate"] == [np.inf]


def test_the_fixed_rate_costs_one_point_a_step():
    for found in (comparison.quadratic(), comparison.logistic()):
        np.testing.assert_array_equal(found.points["fixed rate"], found.steps["fixed rate"])


def test_a_tie_is_when_each_is_ahead_from_some_start_or_level():
    points = {"a": np.array([1.0, 3.0]), "b": np.array([2.0, 2.0]), "c": np.array([9.0, 9.0])}
    found = comparison.Spent(1e-6, points, points)
    assert found.tie("a", "b")
    assert not found.tie("a", "c")


def test_lbfgs_keeps_ten_pairs_and_bfgs_a_matrix():
    kept, dim = comparison.kept(), 30
    assert kept["BFGS"] == dim**2 + 2 * dim
    assert kept["L-BFGS"] == 22 * dim + 11
    assert kept["conjugate gradients"] == 2 * dim


@pytest.mark.parametrize("name", comparison.NAMES)
def test_no_method_arrives_before_its_first_step(name):
    assert comparison.logistic().steps[name].min() >= 1
