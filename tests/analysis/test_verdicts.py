"""The best of a grid, and intervals for medians."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import RatioInterval, best_inside, median_interval, ratio_interval


def test_the_best_of_a_grid_is_found_among_failed_runs():
    assert best_inside(np.array([[np.nan, 9, np.inf], [4, 2, 3], [5, 6, 7]])) == (1, 1)


def test_an_axis_of_one_has_no_edge():
    assert best_inside(np.array([[3.0], [1.0], [2.0]])) == (1, 0)


@pytest.mark.parametrize("cost", [[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])
def test_a_best_one_at_the_edge_is_refused(cost):
    with pytest.raises(ValueError, match="a grid that has its best inside"):
        best_inside(np.array(cost))


def test_a_grid_on_which_all_fail_is_refused():
    with pytest.raises(ValueError, match="some run arrives"):
        best_inside(np.full(3, np.inf))


def test_the_interval_is_that_of_the_tables():
    # For ten draws the second smallest and second largest leave out 2 * 11 / 1024 at most.
    found = median_interval(np.arange(10.0), 0.95)
    assert (found.low, found.high, found.median) == (1, 8, 4.5)
    assert found.coverage == pytest.approx(1 - 22 / 1024)


def test_the_interval_holds_the_median_as_often_as_it_says():
    draws = np.random.default_rng(0).exponential(size=(4000, 15))
    held = [(i := median_interval(row, 0.9)).low <= np.log(2) <= i.high for row in draws]
    expected = median_interval(draws[0], 0.9).coverage
    assert abs(np.mean(held) - expected) < 5 * np.sqrt(expected * (1 - expected) / len(draws))


def test_an_interval_about_zero_is_a_tie_and_one_beside_it_is_not():
    assert median_interval(np.arange(-5.0, 6.0)).sign == 0
    assert median_interval(np.arange(1.0, 12.0)).sign == 1
    assert median_interval(-np.arange(1.0, 12.0)).sign == -1


def test_infinite_draws_are_allowed_and_nan_is_not():
    assert median_interval(np.array([0, 1, 2, 3, 4, 5, np.inf, np.inf])).high == np.inf
    with pytest.raises(ValueError, match="nan"):
        median_interval(np.array([np.nan] * 8))


def test_a_sample_too_small_for_its_level_is_refused():
    with pytest.raises(ValueError, match="enough of them"):
        median_interval(np.arange(4.0), 0.95)


def test_the_interval_of_a_ratio_is_that_of_student():
    # For ten draws 2.262 standard errors; those of 0, 1, ..., 9 have the standard deviation 3.0277.
    found = ratio_interval(np.arange(10.0) / 10)
    assert np.log(found.middle) == pytest.approx(0.45)
    assert np.log(found.high / found.middle) == pytest.approx(2.26216 * 0.302765 / np.sqrt(10), rel=1e-5)
    assert found.low * found.high == pytest.approx(found.middle**2)


def test_the_interval_of_a_ratio_holds_it_as_often_as_it_says():
    draws = np.random.default_rng(0).normal(0.2, 0.5, size=(4000, 8))
    held = [(i := ratio_interval(row, 0.9)).low <= np.exp(0.2) <= i.high for row in draws]
    assert abs(np.mean(held) - 0.9) < 5 * np.sqrt(0.9 * 0.1 / len(draws))


def test_a_ratio_is_a_tie_where_its_interval_holds_one():
    intervals = ((0.9, 1.0, 1.1), (1.1, 1.2, 1.3), (0.7, 0.8, 0.9))
    assert [RatioInterval(*each).verdict for each in intervals] == ["tie", "worse", "better"]


def test_one_run_has_no_interval():
    with pytest.raises(ValueError, match="logs: got 1, takes two numbers or more"):
        ratio_interval(np.ones(1))
