"""The numbers of the page on rates."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import contraction, log_slope, order
from optbook.studies.descent import rates


def test_newton_doubles_and_the_secant_follows_fibonacci():
    runs = rates.four_speeds(steps=6)
    np.testing.assert_allclose(rates.error(runs["quadratic"])[:6], 0.5**2.0 ** np.arange(6), rtol=1e-6)
    np.testing.assert_allclose(-np.log2(rates.error(runs["superlinear"])), [1, 1, 2, 3, 5, 8, 13], rtol=1e-6)


def test_a_falling_rate_gives_one_over_the_step():
    errors = rates.error(rates.four_speeds(steps=9)["sublinear"])
    np.testing.assert_allclose(errors[1:], 1 / np.arange(2, 11), rtol=1e-12)


def test_a_constant_rate_tends_to_its_factor():
    errors = rates.error(rates.four_speeds(steps=30, lr=0.3)["linear"])
    assert contraction(errors)[-1] == pytest.approx(0.7, abs=1e-4)
    assert order(errors)[-1] == pytest.approx(1, abs=1e-4)


def test_rounding_is_cut_off_and_nothing_else():
    row = np.array([1, 1e-9, 0, 1e-3])
    np.testing.assert_array_equal(rates.rounded_off(row), row[:2])
    np.testing.assert_array_equal(rates.rounded_off(row[:2]), row[:2])


def test_the_square_is_left_by_a_constant_factor_and_higher_powers_are_not():
    runs = rates.flat((2, 4), steps=400)
    assert np.exp(log_slope(runs.step, runs.errors[2])) == pytest.approx(1 - 2 * 0.02, rel=1e-9)
    assert set(runs.exponent) == {4}


def test_no_error_rises_above_the_envelope_and_one_touches_it():
    run = rates.swinging()
    assert (run.errors <= run.envelope * (1 + 1e-12)).all()
    assert (run.errors / run.envelope).max() == pytest.approx(1)
    assert len(run.peaks) > 5


@pytest.mark.parametrize(("kappa", "steps"), [(3, 20), (100, 691)])
def test_steps_to_a_millionth_at_the_best_rate(kappa, steps):
    assert rates.first_step(kappa, 1e-6, 2 / (1 + kappa)) == steps


@pytest.mark.parametrize("t", [1, 3, 10, 100])
def test_hubers_function_of_the_right_corner_meets_the_best_bound(t):
    run = rates.slowest((t,), t)
    assert run.value[-1, 0] == pytest.approx(1 / (4 * t + 2), rel=1e-12)  # rounding of t steps
    assert run.bound[-1] == pytest.approx((2 + 1 / t) * run.envelope[-1], rel=1e-14)


@pytest.mark.parametrize("seed", range(3))
def test_no_sum_of_such_functions_in_many_directions_is_above_the_best_bound(seed):
    rng = np.random.default_rng(seed)
    for directions in rng.normal(size=(50, 6, 4)):
        corners, smooth = rng.exponential(size=6), np.linalg.norm(directions, 2) ** 2
        start = x = rng.normal(size=4) * 10 ** rng.uniform(-1, 2)
        for t in range(1, 40):
            x = x - np.clip(directions @ x, -corners, corners) @ directions / smooth
            slopes = np.clip(directions @ x, -corners, corners)
            assert slopes @ (directions @ x - slopes / 2) <= smooth * start @ start / (4 * t + 2)


def test_the_last_iterate_makes_a_linear_run_look_faster():
    run = rates.last_taken()
    assert contraction(run.errors)[-1] == pytest.approx(0.9, abs=0.001)
    assert contraction(run.apparent)[-1] < 0.5
