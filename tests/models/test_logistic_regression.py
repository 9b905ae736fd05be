"""Logistic regression: its value written out, its symmetry, its peer."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression as Peer

from optbook.models import LogisticRegression, SoftmaxRegression

RNG = np.random.default_rng(0)
A, Y = RNG.standard_normal((30, 4)), RNG.integers(2, size=30)


def test_value_is_minus_the_mean_log_likelihood():
    x = RNG.standard_normal(4)
    p = 1 / (1 + np.exp(-A @ x))
    np.testing.assert_allclose(LogisticRegression(A, Y).value(x), -np.log(np.where(Y == 1, p, 1 - p)).mean())


def test_at_zero_it_is_the_logarithm_of_two():
    np.testing.assert_allclose(LogisticRegression(A, Y).value(np.zeros(4)), np.log(2), rtol=1e-15)


def test_classes_exchanged_and_sign_changed_is_the_same():
    x = RNG.standard_normal(4)
    np.testing.assert_allclose(LogisticRegression(A, Y, 0.1).value(x), LogisticRegression(A, 1 - Y, 0.1).value(-x))


def test_it_is_softmax_with_the_score_of_one_class_held_at_zero():
    x = RNG.standard_normal(4)
    two = np.stack([np.zeros(4), x], axis=-1).ravel()
    np.testing.assert_allclose(LogisticRegression(A, Y).value(x), SoftmaxRegression(A, Y).value(two), rtol=1e-14)


def test_large_scores_do_not_overflow():
    model = LogisticRegression(A, Y)
    assert np.isfinite(model.value(1e5 * np.ones(4)))
    assert np.isfinite(model.grad(1e5 * np.ones(4))).all()


def test_gradient_is_zero_at_the_minimum_of_scikit_learn():
    peer = Peer(C=1 / (30 * 0.1), fit_intercept=False, tol=1e-12, solver="newton-cholesky").fit(A, Y)
    model = LogisticRegression(A, Y, 0.1)
    np.testing.assert_allclose(model.grad(peer.coef_[0]), 0, atol=1e-9)
    assert model.accuracy(peer.coef_[0]) == peer.score(A, Y)


@pytest.mark.parametrize("targets", [np.arange(30), -Y, Y.astype(float), Y[:5]])
def test_targets_other_than_zero_and_one_are_named(targets):
    with pytest.raises(ValueError, match="targets: got"):
        LogisticRegression(A, targets)
