"""The numbers of the page on the map of rates."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import HeavyBall
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


@pytest.mark.parametrize("kappa", [3.0, 7.0, 20.0, 40.0])
def test_the_fewest_steps_of_a_memory_are_those_of_runs_in_two_variables(kappa):
    beta, count = 0.6, 5
    low, high = (1 - np.sqrt(beta)) ** 2, (1 + np.sqrt(beta)) ** 2 / kappa
    steps = []
    for rate in np.linspace(low, high, count):
        x = descend(Quadratic(np.diag([1.0, kappa])), [1.0, 1.0], HeavyBall(rate, beta), 300).x
        steps.append(np.flatnonzero(np.linalg.norm(x, axis=-1) > 1e-6 * np.sqrt(2))[-1] + 1)
    assert rate_map.fewest_steps(beta, (kappa,), count, 300) == [min(steps)]


def test_a_run_that_is_too_short_counts_as_one_step_more():
    assert rate_map.fewest_steps(0.99, (10.0,), 2, 50) == [51]
