"""Moments of a noisy run agree with closed forms, and with a long recursion."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import linear_recursion, noisy_moments, stationary_variance
from optbook.schedules import inverse_time


def test_at_a_constant_rate_the_variance_is_a_geometric_sum():
    curvature, lr, sigma = np.array([2.0, 4.0]), 0.1, 1.5
    found = noisy_moments(curvature, lr, 30, [-5.0, -2.0], sigma)
    t = np.arange(31)[:, None]
    np.testing.assert_allclose(found.mean, [-5.0, -2.0] * (1 - lr * curvature) ** t, rtol=1e-12)
    expected = [sum(lr**2 * sigma**2 * (1 - lr * curvature) ** (2 * k) for k in range(n)) for n in range(1, 31)]
    np.testing.assert_allclose(found.variance[1:], expected, rtol=1e-12)
    np.testing.assert_allclose(found.square, found.mean**2 + found.variance)


def test_it_tends_to_the_stationary_variance():
    found = noisy_moments(2.0, 0.1, 400, -5.0)
    assert found.variance[-1] == pytest.approx(stationary_variance(2.0, 0.1), rel=1e-12)


def test_at_the_inverse_of_the_step_the_run_is_a_mean_of_its_noise():
    """With ``lr_t = 1 / (curvature (t + 1))`` the start is forgotten at once and the variance falls like ``1 / t``."""
    found = noisy_moments(4.0, inverse_time(0.25, 1.0), 50, 3.0, 2.0)
    assert (found.mean[1:] == 0).all()
    np.testing.assert_allclose(found.variance[1:], 4 / (16 * np.arange(1, 51)), rtol=1e-12)


def test_rates_may_be_swept():
    lr = np.array([0.1, 0.2, 0.3])
    swept = noisy_moments(2.0, lr, 5, 1.0).variance
    np.testing.assert_allclose(swept[:, 1], noisy_moments(2.0, 0.2, 5, 1.0).variance)


def test_a_linear_recursion_is_what_it_says():
    share, added = np.random.default_rng(0).normal(size=(2, 6, 3))
    found = linear_recursion(share, added, np.ones(3))
    np.testing.assert_array_equal(found[0], 1)
    np.testing.assert_allclose(found[1:], share * found[:-1] + added, rtol=1e-15)


@pytest.mark.parametrize("lr", [0.0, 1.0, 1.5])
def test_without_a_limit_there_is_none(lr):
    with pytest.raises(ValueError, match="lr: got"):
        stationary_variance(2.0, lr)
