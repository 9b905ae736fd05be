"""Softmax regression: the network without hidden layers, its null directions, its peer."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression as Peer

from optbook.models import MLP, SoftmaxRegression

RNG = np.random.default_rng(0)
A, Y = RNG.standard_normal((30, 4)), np.arange(30) % 3


def test_it_is_the_network_without_hidden_layers():
    model, net, x = SoftmaxRegression(A, Y), MLP(A, Y, ()), RNG.standard_normal(12)
    same = net.flatten({"weight0": x.reshape(4, 3), "bias0": np.zeros(3)})
    np.testing.assert_allclose(model.value(x), net.value(same), rtol=1e-15)
    np.testing.assert_allclose(model.grad(x), net.grad(same)[:12], rtol=1e-13)
    np.testing.assert_allclose(model.hess(x), net.hess(same)[:12, :12], atol=1e-15)


def test_hessian_matches_the_sum_over_samples_written_out():
    x = RNG.standard_normal(12)
    p = np.exp(A @ x.reshape(4, 3))
    p /= p.sum(1, keepdims=True)
    expected = sum(np.kron(np.outer(a, a), np.diag(q) - np.outer(q, q)) for a, q in zip(A, p, strict=True)) / 30
    np.testing.assert_allclose(SoftmaxRegression(A, Y).hess(x), expected, atol=1e-15)


def test_a_constant_added_to_all_scores_changes_nothing():
    model, x, shift = SoftmaxRegression(A, Y), RNG.standard_normal(12), np.repeat([1.0, 2, 3, 4], 3)
    np.testing.assert_allclose(model.value(x + shift), model.value(x), rtol=1e-14)
    eigenvalues = np.linalg.eigvalsh(model.hess(x))
    np.testing.assert_allclose(eigenvalues[:4], 0, atol=1e-14)
    assert eigenvalues[4] > 1e-3


def test_gradient_is_zero_at_the_minimum_of_scikit_learn():
    peer = Peer(C=1 / (30 * 0.1), fit_intercept=False, tol=1e-12, solver="newton-cg", max_iter=1000).fit(A, Y)
    model, x = SoftmaxRegression(A, Y, 0.1), peer.coef_.T.ravel()
    np.testing.assert_allclose(model.grad(x), 0, atol=1e-7)
    assert model.accuracy(x) == peer.score(A, Y)


def test_a_subset_keeps_the_number_of_classes():
    assert SoftmaxRegression(A, Y).subset([0, 3]).dim == 12
