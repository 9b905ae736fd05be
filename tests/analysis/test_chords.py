"""The chord test."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import chord_gap, chord_test
from optbook.objectives import Power, Quadratic, Saddle


def test_the_gap_of_a_quadratic_has_its_closed_form():
    """For x'Ax/2 it is w (1 - w) (a - b)'A(a - b) / 2."""
    rng = np.random.default_rng(0)
    matrix = np.array([[2.0, 1.0], [1.0, -3.0]])
    start, end = rng.normal(size=(2, 50, 2))
    weight = rng.uniform(size=50)
    expected = weight * (1 - weight) * np.einsum("ki,ij,kj->k", start - end, matrix, start - end) / 2
    np.testing.assert_allclose(chord_gap(Quadratic(matrix).value, start, end, weight), expected, atol=1e-12)


def test_a_linear_function_and_a_concave_one_are_told_apart():
    assert chord_test(Power(1), [-2], [2]).share == 0
    assert chord_test(Power(2, -1), [-2], [2]).share == 1


def test_a_saddle_is_violated_by_half_of_the_chords():
    assert chord_test(Saddle(), [-2, -2], [2, 2]).share == pytest.approx(0.5, abs=0.02)


def test_the_lowest_chord_has_the_gap_that_it_reports():
    lowest = chord_test(Saddle(), [-2, -2], [2, 2]).lowest
    weight = np.array(lowest.weight)
    assert chord_gap(Saddle().value, lowest.start, lowest.end, weight) == pytest.approx(lowest.gap)
    np.testing.assert_allclose(lowest.between, weight * lowest.start + (1 - weight) * lowest.end)


def test_a_count_of_none_is_named():
    with pytest.raises(ValueError, match="count: got 0"):
        chord_test(Saddle(), [-2, -2], [2, 2], count=0)
