"""The numbers of the page on convergence."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.noise import convergence as page


def test_slow_start_is_the_product_of_its_factors():
    assert page.slow_start(0.2, 50) == pytest.approx(np.prod(1 - 0.2 / np.arange(1, 50)), rel=1e-12)
    assert page.slow_start(0.2, 1) == pytest.approx(1)


def test_the_rate_one_over_t_computes_the_mean_of_the_noise():
    """Without projection; on the interval it may only be nearer."""
    found = page.mean_or_median(lanes=3, steps=50)["gradient"]
    law = page.Noisy(page.Quadratic([[1.0]]), 1.0, 0, page.centered_exponential)
    seen = np.mean([1 - law.draws(t, np.zeros((3, 1)))[:, 0] for t in range(50)], axis=0)
    np.testing.assert_allclose(found[-1], seen, rtol=1e-12)


def test_the_exact_distances_are_the_stationary_and_the_harmonic_ones():
    assert page.powers_exact(0.0)[-1] == pytest.approx(np.sqrt(0.8 / 1.2))
    fall = page.powers_exact(0.5)[[1000, 4000]]
    assert fall[0] / fall[1] == pytest.approx(2**0.5, rel=0.01)  # what is not yet slow: a rate of a percent


def test_centered_exponential_numbers_have_mean_zero_and_variance_one():
    draws = page.centered_exponential(np.random.default_rng(0), (200_000,))
    assert abs(draws.mean()) < 5 / np.sqrt(200_000)
    assert draws.var() == pytest.approx(1, abs=5 * np.sqrt(8 / 200_000))  # its fourth moment is 9
    assert draws.max() <= 1


def test_without_projection_a_large_rate_breaks_the_bound_of_the_start():
    found = page.unbounded()
    assert found["free"] > 1000 * found["start_bound"]
    assert found["projected"] < found["start_bound"]


def test_noise_does_not_meet_earlier_iterates():
    found = page.past_noise(lanes=10, at=3, steps=6)
    np.testing.assert_array_equal(found.step, [-3, -2, -1, 0, 1, 2, 3])
    np.testing.assert_allclose(found.theory, [0, 0, 0, 0, -0.1, -0.08, -0.064])


def test_projected_runs_stay_in_the_interval_and_start_at_its_end():
    found = page.strong_runs(lanes=5, steps=20)
    assert found.square.max() <= 1
    np.testing.assert_array_equal(found.square[0], 1)
