"""Intervals around a minimum."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import bisect, golden_section
from optbook.analysis.brackets import GOLDEN


def test_bisection_of_a_dyadic_minimum_ends_on_it():
    intervals = bisect(lambda t: t - 0.625, 0, 1, 20)
    assert intervals.shape == (21, 2)
    assert (np.diff(intervals[:, ::-1], axis=1) < 0).all()
    np.testing.assert_array_equal(intervals[:4], [(0, 1), (0.5, 1), (0.5, 0.75), (0.5, 0.625)])
    assert intervals[-1, 1] == 0.625


@pytest.mark.parametrize(
    "search", [lambda n: bisect(lambda t: 2 * t, -1, 3, n), lambda n: golden_section(abs, -1, 3, n)]
)
def test_the_minimum_stays_inside_and_intervals_are_nested(search):
    lower, upper = search(25).T
    assert (lower <= 0).all()
    assert (upper >= 0).all()
    assert (np.diff(lower) >= 0).all()
    assert (np.diff(upper) <= 0).all()


def test_golden_section_shortens_by_the_golden_ratio():
    width = np.diff(golden_section(lambda t: (t - 0.3) ** 2, 0, 1, 15), axis=1)[:, 0]
    np.testing.assert_allclose(width, GOLDEN ** np.arange(16), rtol=1e-12)  # ends are differences of rounded numbers


def test_golden_section_takes_one_new_value_a_step():
    seen = []
    golden_section(lambda t: seen.append(t) or t * t, -1, 2, 10)
    assert len(seen) == 12


def test_ends_that_do_not_enclose_a_minimum_are_named():
    with pytest.raises(ValueError, match="slope: got"):
        bisect(lambda t: t, 1, 2, 3)
    with pytest.raises(ValueError, match="lower: got"):
        golden_section(abs, 2, 1, 3)
    with pytest.raises(ValueError, match="steps: got"):
        golden_section(abs, 1, 2, -1)
