"""Lanczos' method against dense eigenvalues."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from scipy.sparse.linalg import LinearOperator, eigsh

from optbook.analysis import lanczos, top_eigenpairs, top_eigenvalues
from optbook.models import MLP
from optbook.objectives import MonkeySaddle, Quadratic, Saddle

RNG = np.random.default_rng(0)


def symmetric(eigenvalues):
    """A matrix with these eigenvalues in a random basis."""
    q, _ = np.linalg.qr(RNG.standard_normal((len(eigenvalues), len(eigenvalues))))
    matrix = (q * np.asarray(eigenvalues, dtype=float)) @ q.T
    return (matrix + matrix.T) / 2


def small_net():
    net = MLP(RNG.standard_normal((40, 5)), np.arange(40) % 3, (6,))
    return net, net.initialize(0)


def test_top_eigenvalues_of_a_diagonal_are_its_largest_entries():
    diagonal = np.array([-50.0, 3.0, 1.0, 7.0, 0.0, -2.0])
    np.testing.assert_allclose(top_eigenvalues(Quadratic(np.diag(diagonal)), np.zeros(6), 3), [7, 3, 1], atol=1e-12)


def test_one_step_from_an_eigenvector_gives_its_eigenvalue():
    krylov = lanczos(lambda v: np.array([2.0, 5.0]) * v, [0.0, 3.0], 1)
    np.testing.assert_allclose(krylov.eigenvalues, [5])
    np.testing.assert_allclose(krylov.remainder, [[0]])


def test_the_matrix_is_tridiagonal_and_the_basis_orthonormal_and_they_obey_the_recurrence():
    matrix = symmetric(np.linspace(-1, 4, 30))
    basis, small, remainder = lanczos(lambda v: matrix @ v, RNG.standard_normal(30), 12)
    np.testing.assert_allclose(basis @ basis.T, np.eye(12), atol=1e-14)
    np.testing.assert_allclose(small, basis @ matrix @ basis.T, atol=1e-13)
    assert not np.triu(small, 2).any()
    outside = matrix @ basis.T - basis.T @ small
    np.testing.assert_allclose(outside[:, :-1], 0, atol=1e-13)
    np.testing.assert_allclose(np.linalg.norm(outside[:, -1]), remainder[0, -1], rtol=1e-12)


def test_as_many_steps_as_dimensions_give_the_whole_spectrum():
    eigenvalues = np.sort(RNG.standard_normal(20))
    matrix = symmetric(eigenvalues)
    np.testing.assert_allclose(lanczos(lambda v: matrix @ v, np.ones(20), 20).eigenvalues, eigenvalues, atol=1e-13)
    blocks = lanczos(lambda v: v @ matrix, RNG.standard_normal((4, 20)), 5)
    np.testing.assert_allclose(blocks.eigenvalues, eigenvalues, atol=1e-13)


def test_an_exhausted_space_is_left_by_a_random_direction():
    krylov = lanczos(lambda v: v, np.ones(5), 5)
    np.testing.assert_allclose(krylov.matrix, np.eye(5), atol=1e-14)
    np.testing.assert_allclose(krylov.basis @ krylov.basis.T, np.eye(5), atol=1e-14)


@pytest.mark.parametrize("count", [1, 2, 3, 8, 40])
def test_top_pairs_match_the_dense_ones(count):
    objective = Quadratic(symmetric(np.concatenate([RNG.standard_normal(37), [4, 4, 3]])))
    values, vectors = top_eigenpairs(objective, np.zeros(40), count)
    np.testing.assert_allclose(values, np.linalg.eigvalsh(objective.matrix)[::-1][:count], atol=1e-10)
    np.testing.assert_allclose(vectors @ vectors.T, np.eye(count), atol=1e-12)
    np.testing.assert_allclose(vectors @ objective.matrix, values[:, None] * vectors, atol=1e-7)


def test_a_repeated_eigenvalue_is_listed_as_often_as_it_occurs():
    objective = Quadratic(symmetric([5.0] * 4 + list(np.linspace(-1, 1, 46))))
    np.testing.assert_allclose(top_eigenvalues(objective, np.zeros(50), 5), [5, 5, 5, 5, 1], atol=1e-9)


@pytest.mark.parametrize("count", [1, 3, 6])
def test_the_identity_and_zero_are_no_exception(count):
    for factor in (1.0, 0.0):
        values = top_eigenvalues(Quadratic(factor * np.eye(6)), np.zeros(6), count)
        np.testing.assert_allclose(values, factor * np.ones(count), atol=1e-14)


def test_hessians_that_are_not_definite_are_read_from_the_top():
    np.testing.assert_allclose(top_eigenvalues(Saddle(), [0.3, 0.4], 2), [2, -2], atol=1e-14)
    np.testing.assert_array_equal(top_eigenvalues(MonkeySaddle(), [0.0, 0.0], 2), [0, 0])


def test_products_and_dense_hessian_of_a_network_agree():
    net, x = small_net()
    expected = np.linalg.eigvalsh(net.hess(x))[::-1][:4]
    np.testing.assert_allclose(top_eigenvalues(net, x, 4), expected, rtol=1e-8)
    dense = SimpleNamespace(dim=net.dim, hess=net.hess)
    np.testing.assert_allclose(top_eigenvalues(dense, x, 4), expected, rtol=1e-8)


def test_it_agrees_with_arpack():
    net, x = small_net()
    operator = LinearOperator((net.dim, net.dim), matvec=lambda v: net.hvp(x, v.ravel()), dtype=float)
    peer = eigsh(operator, k=3, which="LA", v0=np.ones(net.dim))[0][::-1]
    np.testing.assert_allclose(top_eigenvalues(net, x, 3), peer, rtol=1e-8)


def test_another_seed_gives_the_same_pairs():
    net, x = small_net()
    first, second = top_eigenpairs(net, x, 3, seed=0), top_eigenpairs(net, x, 3, seed=1)
    np.testing.assert_allclose(first[0], second[0], rtol=1e-8)
    np.testing.assert_allclose(first[1], second[1], atol=1e-5)  # residual over gap


def test_a_looser_tolerance_needs_fewer_products():
    matrix, calls = symmetric(np.linspace(0, 1, 200)), []
    objective = SimpleNamespace(dim=200, hvp=lambda x, v: calls.append(1) or v @ matrix)
    top_eigenvalues(objective, np.zeros(200), 1, tolerance=1e-3)
    few = len(calls)
    top_eigenvalues(objective, np.zeros(200), 1)
    assert few < len(calls) - few


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"count": 3}, "count: got 3, takes at most dim = 2"),
        ({"count": 0}, "count: got 0"),
        ({"x": np.zeros((1, 2))}, "x: got 'shape"),
        ({"x": [np.nan, 0]}, "x: got"),
        ({"tolerance": 0}, "tolerance: got 0"),
    ],
)
def test_bad_input_is_named(arguments, named):
    with pytest.raises(ValueError, match=named):
        top_eigenvalues(**{"objective": Saddle(), "x": [0.0, 0.0], "count": 1} | arguments)


@pytest.mark.parametrize(
    ("start", "count", "named"),
    [
        (np.zeros(3), 1, "start: got"),
        (np.ones((2, 3)), 1, "start: got"),
        ([np.inf, 0, 0], 1, "start: got"),
        (np.ones(3), 4, "count: got 4, takes at most 3"),
        (np.eye(3)[:2], 2, "count: got 2, takes at most 1"),
    ],
)
def test_a_bad_start_is_named(start, count, named):
    with pytest.raises(ValueError, match=named):
        lanczos(lambda v: v, start, count)
