"""Least squares against its closed form."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Ridge

from optbook.models import LeastSquares
from optbook.objectives import Quadratic

RNG = np.random.default_rng(0)
A, B = RNG.standard_normal((20, 4)), RNG.standard_normal(20)


@pytest.mark.parametrize("l2", [0.0, 0.3])
def test_it_is_the_quadratic_of_the_normal_equations(l2):
    model, x = LeastSquares(A, B, l2), RNG.standard_normal((3, 4))
    quadratic = Quadratic(A.T @ A / 20 + l2 * np.eye(4), -A.T @ B / 20, B @ B / 40)
    np.testing.assert_allclose(model.value(x), quadratic.value(x), rtol=1e-13)
    np.testing.assert_allclose(model.grad(x), quadratic.grad(x), rtol=1e-12)
    np.testing.assert_allclose(model.hess(x), quadratic.hess(x), atol=1e-15)
    np.testing.assert_allclose(model.minima, quadratic.minima, rtol=1e-12)


def test_gradient_is_zero_at_the_minimum():
    for model in (LeastSquares(A, B), LeastSquares(A, B, 0.3)):
        np.testing.assert_allclose(model.grad(model.minimum), 0, atol=1e-15)


def test_of_many_minima_the_one_of_least_norm_is_given():
    model = LeastSquares(A[:2], B[:2])
    np.testing.assert_allclose(model.minimum, np.linalg.pinv(A[:2]) @ B[:2], rtol=1e-12)
    np.testing.assert_allclose(model.value(model.minimum), 0, atol=1e-30)


def test_ridge_agrees_with_scikit_learn():
    peer = Ridge(alpha=20 * 0.3, fit_intercept=False).fit(A, B)
    np.testing.assert_allclose(LeastSquares(A, B, 0.3).minimum, peer.coef_, rtol=1e-10)


def test_more_than_one_target_a_sample_is_named():
    with pytest.raises(ValueError, match="targets: got 'shape"):
        LeastSquares(A, A)
