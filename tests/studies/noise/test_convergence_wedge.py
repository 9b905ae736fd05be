"""The wedge, and the bound that is tried on it."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.noise import convergence_wedge as wedge


def test_the_bound_of_one_iterate_is_that_of_its_rate():
    np.testing.assert_allclose(wedge.average_bound(np.array([0.5]), 2.0, 3.0), (4 + 3 * 0.25) / 1.0)


def test_at_the_best_constant_rate_the_bound_is_r_g_over_the_root():
    radius, moment, steps = 3.0, 4.0, 25
    lr = radius / np.sqrt(moment * steps)
    assert wedge.average_bound(np.full(steps, lr), radius, moment)[-1] == pytest.approx(3 * 2 / 5)


def test_the_second_moment_of_a_gradient_is_one():
    """Of 100,000 squares, of which each has a variance below 2."""
    for incline in (0.5, np.array([[0.1], [0.9]])):
        seen = wedge.unit_noise(incline).at(0).grad(np.ones((2, 100_000, 1)))
        np.testing.assert_allclose((seen**2).mean((1, 2)), 1, atol=5 * np.sqrt(2 / 100_000))


def test_a_wedge_is_convex_and_its_subgradient_supports_it():
    x, y = np.random.default_rng(0).normal(size=(2, 1000, 1))
    curve = wedge.Wedge(0.7)
    assert (curve.value(y) >= curve.value(x) + (curve.grad(x) * (y - x))[..., 0] - 1e-15).all()


def test_the_weighted_average_is_that_of_a_loop():
    found = wedge.averaged_wedge(lanes=2, steps=5)
    x, total, weight = np.ones(2), 0.0, 0.0
    source = wedge.unit_noise()
    for t in range(5):
        lr = 1 / np.sqrt(t + 1)
        total, weight = total + lr * x, weight + lr
        np.testing.assert_allclose(found.gap[t], np.abs(total / weight) / 2, rtol=1e-12)
        x = x - lr * source.at(t).grad(x[:, None])[:, 0]


def test_rates_far_from_the_best_have_larger_bounds():
    bound = wedge.rate_sweep(lanes=2, steps=64).bound
    assert bound.argmin() == len(bound) // 2
    np.testing.assert_allclose(bound, bound[::-1], rtol=1e-12)


def test_on_a_steep_wedge_the_run_comes_down_and_swings():
    found = wedge.slope_sweep(64)
    assert found.mean[-1] < 0.6 * found.bound[-1]
    assert found.mean[0] < 0.2 * found.bound[0]
