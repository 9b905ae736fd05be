"""Forms of Adadelta, and its runs."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.optimizers import Adadelta
from optbook.studies.adaptive import adadelta_forms as forms
from optbook.studies.adaptive import adam_runs
from optbook.studies.adaptive.rmsprop import EpsInside, respond


def grads(steps=40):
    return np.random.default_rng(3).normal(size=(steps, 4))


def test_two_equal_eps_are_the_method_itself():
    split, _ = respond(forms.SplitAdadelta(0.7, 0.8, 1e-4, 1e-4), grads())
    usual, _ = respond(Adadelta(0.7, 0.8, 1e-4), grads())
    np.testing.assert_allclose(split, usual, rtol=1e-12)


def test_averaging_after_the_factor_changes_nothing_at_factor_one():
    np.testing.assert_array_equal(*(respond(kind(1.0), grads())[0] for kind in (forms.ClosedAdadelta, Adadelta)))


def test_averaging_after_the_factor_blows_up_above_one_and_stalls_below():
    slope = np.ones((2000, 1))
    steps = {lr: np.abs(respond(forms.ClosedAdadelta(lr, eps=1e-6), slope)[0][:, 0]) for lr in (0.5, 2.0)}
    # Its mean square u obeys u = lr^2 (u + eps) where it rests: a step of lr sqrt(eps / (1 - lr^2)).
    assert steps[0.5][-1] == pytest.approx(0.5 * 1e-3 / np.sqrt(0.75), rel=1e-4)
    assert steps[2.0][-1] > 1e20


def test_eps_outside_starts_with_eps_and_not_with_its_root():
    first = respond(forms.OutsideAdadelta(eps=1e-6), np.ones((1, 1)))[0][0, 0]
    assert first == pytest.approx(-1e-6 / np.sqrt(0.1), rel=1e-5)


def test_the_effective_rate_has_a_recursion_of_its_own():
    decay, eps = 0.9, 1e-6
    run = forms.valley_run(eps, 800)
    grad = forms.VALLEY.grad(run.x[:-1])
    square = np.zeros(2)
    for t in range(799):
        square = decay * square + (1 - decay) * grad[t] ** 2
        up = decay * (square + eps) + (1 - decay) * grad[t] ** 2
        down = decay * (square + eps) + (1 - decay) * grad[t + 1] ** 2
        expected = (run.rate[t] ** 2 * up + (1 - decay) * eps) / (down + (1 - decay) * eps)
        np.testing.assert_allclose(run.rate[t + 1] ** 2, expected, rtol=1e-10)


def test_a_watched_run_is_the_run():
    run = forms.valley_run(steps=50)
    np.testing.assert_array_equal(run.x, descend(forms.VALLEY, forms.START, Adadelta(), 50).x)
    np.testing.assert_allclose(-run.rate * forms.VALLEY.grad(run.x[:-1]), np.diff(run.x, axis=0), rtol=1e-9)


def test_without_the_second_average_it_is_rmsprop_at_the_root_of_eps():
    slope = grads()
    square, found = np.zeros(4), []
    for grad in slope:
        square = 0.9 * square + 0.1 * grad**2
        found.append(-np.sqrt(1e-6) / np.sqrt(square + 1e-6) * grad)
    steps, _ = respond(EpsInside(1e-3, 0.9, 1e-6), slope)
    np.testing.assert_allclose(steps, found, rtol=1e-12)


def test_squared_steps_on_a_slope_lie_between_their_bounds():
    t, low_high = np.arange(500), forms.slope_bounds(0.9)
    exact = forms.slope_steps(500, 0.9) / 0.1 - t
    assert low_high[0] - 1e-9 <= exact.min() <= exact.max() <= low_high[1] + 1e-9


def test_a_thousandth_of_eps_takes_ten_times_the_steps():
    counts = forms.arrivals((-6.0, -3.0))["Adadelta"]
    assert counts[0] / counts[1] == pytest.approx(10, rel=0.2)  # the early steps, of a number 1 / (1 - decay)^2


def test_rates_of_a_coin_grow_as_on_a_slope():
    found = forms.in_noise("coin", lanes=3, steps=100)
    np.testing.assert_allclose(found, np.broadcast_to(forms.slope_steps(100)[:, None], (100, 3)), rtol=1e-12)


def test_the_drift_of_a_coin_is_nothing_and_of_noise_is_down():
    mean, error = forms.drift("coin")
    assert abs(mean) < 1e-12
    mean, error = forms.drift("normal")
    # To leading order in 1 - decay it is -decay (1 - decay)^2 times Var g^2 / (E g^2)^2 = 2.
    assert mean == pytest.approx(-2 * 0.9 * 0.1**2, rel=0.5)
    assert mean < -5 * error


def test_large_eps_is_gradient_descent():
    ours = forms.trained(2.0**40, (20,), lanes=2, steps=40)  # the factor is one
    descent = adam_runs.trained("gradient descent", (0,), lanes=2, steps=40)
    np.testing.assert_allclose(ours, descent, rtol=1e-3)  # float32


def test_the_best_row_skips_what_diverged():
    assert forms.best(np.array([[np.nan, 1.0], [0.5, 0.5], [0.4, 2.0]])) == 1
