"""The numbers of the page on leaky averages."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.momentum import leaky_averages


def test_the_weights_are_powers_of_the_memory():
    expected = np.array(leaky_averages.BETAS) ** np.arange(20)[:, None]
    np.testing.assert_allclose(leaky_averages.weights(leaky_averages.BETAS, 20), expected, rtol=1e-13)


def test_an_average_is_the_weighted_sum_of_its_past():
    signal = np.random.default_rng(0).normal(size=30)
    naive = [sum(0.1 * 0.9**age * signal[t - age] for age in range(t + 1)) for t in range(30)]
    np.testing.assert_allclose(leaky_averages.average(signal[:, None], 0.9)[:, 0], naive, rtol=1e-12)


def test_the_half_lives_of_the_page_are_the_known_ones():
    assert leaky_averages.half_life(0.9) == pytest.approx(6.5788, abs=5e-5)
    assert leaky_averages.half_life(0.5) == pytest.approx(1)


@pytest.mark.parametrize("beta", [0.6, 0.9, 0.95])
def test_the_plateau_is_the_sum_of_the_squared_weights(beta):
    squares = ((1 - beta) * beta ** np.arange(2000)) ** 2
    assert leaky_averages.plateau(beta) == pytest.approx(squares.sum(), rel=1e-12)


def test_the_plateau_for_correlated_noise_is_the_double_sum():
    age = np.arange(400)
    weight = 0.2 * 0.8**age
    double = weight @ 0.5 ** np.abs(age[:, None] - age) @ weight
    assert leaky_averages.plateau(0.8, 0.5) == pytest.approx(double, rel=1e-12)


@pytest.mark.parametrize("seed", range(3))
def test_the_error_of_following_is_the_formula(seed):
    beta = np.array([0.5, 0.8])
    found = leaky_averages.follow(beta, 0.05, lanes=4000, seed=seed)
    # 4000 lanes: the relative standard error of a variance is sqrt(2 / 4000).
    np.testing.assert_allclose(found, leaky_averages.drift_error(beta, 0.05), rtol=5 * np.sqrt(2 / 4000))


def test_without_drift_the_error_is_the_plateau():
    assert leaky_averages.drift_error(0.7, 0.0) == pytest.approx(leaky_averages.plateau(0.7))
