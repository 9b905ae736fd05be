"""Heavy ball with noise on a quadratic."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import noisy_moments, stationary_variance
from optbook.studies.momentum import noisy_ball


def test_without_memory_the_variance_is_that_of_noisy_descent():
    a = np.array([0.1, 1.0, 1.9])
    np.testing.assert_allclose(noisy_ball.rest_variance(a, 0.0), stationary_variance(1.0, a))


def test_the_formula_solves_the_library_equation():
    assert noisy_ball.lyapunov_variance(0.7, 0.6) == pytest.approx(noisy_ball.rest_variance(0.7, 0.6))


def test_without_memory_the_mean_loss_is_that_of_the_known_moments():
    plain, noise = noisy_ball.ball_losses(np.array([0.5]), np.array([0.0]), 40)
    lam, start = noisy_ball.CURVATURES, noisy_ball.START
    moments = noisy_moments(lam, 0.5, 40, start, np.sqrt(lam / 8))
    np.testing.assert_allclose(plain + noise / 8, moments.square @ lam / 2, rtol=1e-12)


def test_the_mean_loss_comes_to_rest_where_the_variance_says():
    lr, beta, lam = 0.4, 0.5, noisy_ball.CURVATURES
    _, noise = noisy_ball.ball_losses(np.array([lr]), np.array([beta]), 4000)
    expected = (noisy_ball.rest_variance(lr * lam, beta) / lam * lam).sum() / 2
    assert noise[-1] == pytest.approx(expected, rel=1e-9)


def test_larger_batches_never_need_more_steps():
    race = noisy_ball.batch_race()
    assert (np.diff(race.steps, axis=0) <= 0).all()


def test_a_run_of_no_steps_has_the_first_loss():
    losses = noisy_ball.simulated_loss(0.1, 0.5, 4.0, 0, 3, 0)
    np.testing.assert_allclose(losses, len(noisy_ball.CURVATURES) / 2)
