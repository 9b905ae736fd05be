"""Polynomials by gradient descent on noisy samples of a sine."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.models import LeastSquares
from optbook.optimizers import GradientDescent
from optbook.studies.descent import early_stopping


@pytest.fixture
def model():
    return early_stopping.fit()


@pytest.fixture
def basis(model):
    return early_stopping.features(model)


def test_each_polynomial_changes_sign_once_more_than_the_one_before(basis):
    signs = np.sign(basis.at(np.linspace(-1, 1, 1000)))
    np.testing.assert_array_equal((signs[1:] != signs[:-1]).sum(0), range(10))


def test_the_axes_are_those_of_the_hessian(model, basis):
    hessian = model.inputs.T @ model.inputs / model.count
    np.testing.assert_allclose(hessian @ basis.axes, basis.axes * basis.curvature, atol=1e-15)
    np.testing.assert_allclose(basis.axes.T @ basis.axes, np.eye(10), atol=1e-14)


@pytest.mark.parametrize("steps", [1, 7, 300])
def test_the_share_that_is_learned_is_that_of_a_run(model, basis, steps):
    run = descend(model, np.zeros(model.dim), GradientDescent(basis.lr), steps)
    expected = basis.axes @ (basis.learned(np.array([steps]))[0] * (basis.axes.T @ model.minimum))
    np.testing.assert_allclose(run.x[-1], expected, atol=1e-10)  # rounding, times the root of the condition number


def test_the_share_that_ridge_keeps_is_that_of_the_minimum(model, basis):
    shrunk = LeastSquares(model.inputs, model.targets, l2=1e-3).minimum
    expected = basis.axes @ (basis.kept(np.array([1e-3]))[0] * (basis.axes.T @ model.minimum))
    np.testing.assert_allclose(shrunk, expected, atol=1e-10)


def test_a_thousandth_is_missing_at_the_step_that_is_named_and_not_before(basis):
    for feature in range(1, 10):
        before, there = basis.learned(basis.steps[feature] - np.array([1, 0]))[:, feature]
        assert before < 0.999 <= there


def test_at_the_samples_the_noise_adds_the_same_variance_to_each_component(model, basis):
    values = basis.at(model.inputs[:, 1])
    np.testing.assert_allclose((values**2).mean(0) / basis.curvature, 1, rtol=1e-9)


def test_means_are_exact_for_squares_of_the_polynomials():
    x, weight = early_stopping.nodes()
    moments = [1 / (k + 1) if k % 2 == 0 else 0 for k in range(19)]
    np.testing.assert_allclose(weight @ x[:, None] ** np.arange(19), moments, atol=1e-15)
    assert weight @ early_stopping.target(x) ** 2 == pytest.approx(0.5, abs=1e-14)


def test_the_best_step_is_the_best_of_all():
    found, model = early_stopping.stopped(), early_stopping.fit()
    basis, steps = early_stopping.features(model), np.arange(1, 5000)
    error = sum(early_stopping.errors(model, basis, basis.learned(steps)))
    assert steps[error.argmin()] == found.steps[found.best]
    assert error.min() == found.error.min() == found.error[found.best]


def test_both_fits_end_at_least_squares():
    found = early_stopping.stopped()
    assert found.error[-1] == pytest.approx(found.end, rel=1e-6)
    assert found.ridge[-1] == pytest.approx(
        found.end, rel=1e-2
    )  # a ridge of 1e-9 is a thousandth of the least curvature
