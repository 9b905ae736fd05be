"""The numbers of the page on the map of rates."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.momentum import rate_map


def test_the_map_is_stable_exactly_left_of_its_line():
    found = rate_map.rate_map(41, 20, 60)
    inside = found.a < 2 * (1 + found.beta[:, None])
    np.testing.assert_array_equal(found.theory < 1, inside)


def test_at_the_best_memory_the_two_roots_agree():
    a = np.array([0.01, 0.3, 1.7, 3.5])
    np.testing.assert_allclose(rate_map.radius(a, rate_map.best_memory(a)), np.abs(1 - np.sqrt(a)), atol=1e-7)


@pytest.mark.parametrize("kappa", [4.0, 100.0])
def test_the_best_pair_is_the_lowest_place_of_the_valley_map(kappa):
    found = rate_map.valley_map(kappa)
    assert found.factor.min() >= found.best[2]
    assert found.factor.min() < found.best[2] + 0.05
    assert rate_map.whole_radius(*found.best[:2], kappa) == pytest.approx(found.best[2], abs=1e-6)


def test_without_memory_a_cut_is_that_of_descent():
    found = rate_map.cuts(betas=(0.0,), count=40, steps=40)
    np.testing.assert_allclose(found.theory[:, 0], np.abs(1 - found.a), atol=1e-15)


def test_the_last_error_above_is_found():
    assert rate_map.last_above(np.array([1.0, 0.1, 0.5, 0.01]), 0.2) == 2


def test_a_quarter_turn_a_step_takes_four_steps_a_swing():
    """At ``a = 1 + beta`` the roots are imaginary; a little beside, so that no iterate is zero."""
    assert rate_map.period(1.5001, 0.5) == pytest.approx(4, rel=1e-3)


def test_the_best_memory_takes_the_fewest_steps_of_its_neighbors():
    found = rate_map.misses()
    assert found.ratio[found.steps.argmin()] == pytest.approx(1, abs=0.15)
