"""The numbers of the page on heavy ball."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.momentum import heavy_ball


def test_the_known_counts_at_a_condition_number_of_one_hundred():
    run = heavy_ball.race(100.0)
    assert run.lr == pytest.approx(4 / 121)
    assert run.beta == pytest.approx((9 / 11) ** 2)
    assert heavy_ball.first_below(run.descent, 1e-6) == 691
    assert heavy_ball.first_below(run.heavy, 1e-6) == 93
    assert np.ceil(np.log(1e-6) / np.log(run.heavy_factor)) == 69


def test_the_valley_is_left_without_memory_and_not_with_it():
    ends = {name: run.x[-1] for name, run in heavy_ball.valley_runs().items()}
    assert abs(ends["descent, large rate"][1]) > 1000
    assert np.linalg.norm(ends["memory 1/2"]) < np.linalg.norm(ends["memory 1/4"]) < 0.3
    assert np.linalg.norm(ends["descent, small rate"]) > 0.9


def test_without_memory_the_radius_is_that_of_descent():
    a = np.linspace(0, 3, 31)
    np.testing.assert_allclose(heavy_ball.radius(a, 0.0), np.abs(1 - a), atol=1e-15)


def test_the_radius_is_one_at_both_ends_of_the_stable_interval():
    beta = np.linspace(0, 0.95, 20)
    np.testing.assert_allclose(heavy_ball.radius(0.0, beta), 1, rtol=1e-14)
    np.testing.assert_allclose(heavy_ball.radius(2 * (1 + beta), beta), 1, rtol=1e-14)


def test_complex_roots_have_the_modulus_root_beta():
    np.testing.assert_allclose(np.abs(heavy_ball.roots([0.5, 1.0, 2.0], 0.36)), 0.6, rtol=1e-14)


@pytest.mark.parametrize(("a", "beta"), [(0.1, 0.3), (1.5, 0.5), (2.4, 0.25), (3.0, 0.8)])
def test_the_measured_factor_is_the_radius(a, beta):
    found = heavy_ball.measured_factor(a, beta, 400)
    np.testing.assert_allclose(found, heavy_ball.radius(a, beta), rtol=5e-3)  # what the swings leave in 200 steps


def test_a_component_that_arrives_leaves_nothing():
    assert heavy_ball.measured_factor(1.0, 0.0)[0] == 0


def test_the_best_pair_puts_both_extremes_at_double_roots():
    share, beta, r = heavy_ball.best_pair(50.0)
    np.testing.assert_allclose(heavy_ball.roots(share / 50, beta), r, rtol=1e-6)  # a root of rounding
    np.testing.assert_allclose(heavy_ball.roots(share, beta), -r, rtol=1e-6)


def test_a_run_that_never_arrives_is_refused():
    with pytest.raises(ValueError, match="got none below"):
        heavy_ball.first_below(np.ones(3), 0.5)


def test_the_promised_steps_are_the_first_at_which_a_power_is_small_enough():
    for kappa in (4.0, 100.0):
        descent, heavy = heavy_ball.promised(kappa, 1e-4)
        for factor, steps in (((kappa - 1) / (kappa + 1), descent), (heavy_ball.best_pair(kappa)[2], heavy)):
            assert factor**steps <= 1e-4 < factor ** (steps - 1)
