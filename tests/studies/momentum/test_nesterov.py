"""The numbers of the page on Nesterov's momentum."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.momentum import heavy_ball, nesterov


def test_without_memory_the_radius_is_that_of_descent():
    a = np.linspace(0, 2, 21)
    np.testing.assert_allclose(nesterov.radius(a, 0.0), np.abs(1 - a), atol=1e-15)


def test_the_radius_is_one_at_both_ends_of_the_stable_interval():
    beta = np.linspace(0, 0.95, 20)
    np.testing.assert_allclose(nesterov.radius(0.0, beta), 1, rtol=1e-14)
    np.testing.assert_allclose(nesterov.radius(nesterov.limit(beta), beta), 1, rtol=1e-14)


def test_its_roots_are_those_of_heavy_ball_with_less_memory():
    a, beta = np.linspace(0, 1.3, 14), 0.8
    np.testing.assert_allclose(nesterov.recurrence(a, beta), heavy_ball.recurrence(a, beta * (1 - a)), atol=1e-15)


def test_the_limit_falls_from_two_to_four_thirds():
    assert nesterov.limit(0.0) == 2
    assert nesterov.limit(1.0) == pytest.approx(4 / 3)


def test_a_component_at_the_rate_one_is_gone_after_two_gradients():
    np.testing.assert_array_equal(nesterov.component(1.0, 0.5, 4)[:, 0], [1, -0.5, 0, 0, 0])


@pytest.mark.parametrize("kappa", [10.0, 100.0])
def test_the_safe_memory_puts_the_flattest_component_at_a_double_root(kappa):
    beta, factor = nesterov.safe_memory(kappa)
    total, product = nesterov.recurrence(1 / kappa, beta)
    assert total**2 == pytest.approx(4 * product)
    assert total / 2 == pytest.approx(factor)


@pytest.mark.parametrize("kappa", [10.0, 100.0])
def test_the_best_pair_balances_the_flattest_and_the_steepest_component(kappa):
    share, beta, factor = nesterov.best_pair(kappa)
    ends = nesterov.radius(np.array([share / kappa, share]), beta)
    np.testing.assert_allclose(ends, factor, rtol=1e-7)  # a root of rounding at the double root


def test_the_map_is_measured_and_proved():
    runs = nesterov.rate_map(31, 20, 320)
    seen = runs.theory > 0.3  # below, a run is zero to the computer before its later half
    assert np.abs(runs.measured - runs.theory)[seen].max() < 0.02  # a double root: ln 2 over 160 steps, and swings


def test_the_memory_of_the_valley_is_damped_across_it():
    runs = nesterov.valley_runs()
    across = {name: np.abs(run.x[10:, 1]).max() for name, run in runs.items()}
    assert across["nesterov"] < 1e-10
    assert across["heavy ball"] > 1


def test_every_method_of_the_cone_is_on_or_above_the_bound():
    race = nesterov.cone_race(25.0, 30, 60)
    for name, left in race.left.items():
        assert (left >= race.bound * (1 - 1e-9)).all(), name
    np.testing.assert_allclose(race.left["heavy ball"], race.bound, rtol=1e-9)
    assert race.left["nesterov"][-1] < race.left["descent"][-1]
