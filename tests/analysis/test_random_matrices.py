"""Signs of the eigenvalues of random symmetric matrices."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis.random_matrices import (
    GOE,
    goe_positive_probability,
    index_at_value,
    positive_share,
    sign_shares,
    symmetric_matrices,
    ternary_matrices,
)

CLOSED = {1: 1 / 2, 2: (2 - np.sqrt(2)) / 4, 3: (np.pi - 2 * np.sqrt(2)) / (4 * np.pi)}


@pytest.mark.parametrize("diagonal", [1.0, GOE])
def test_entries_are_symmetric_and_have_their_variances(diagonal):
    matrices = symmetric_matrices(4, 40_000, 0, diagonal)
    np.testing.assert_array_equal(matrices, np.swapaxes(matrices, -1, -2))
    expected = np.where(np.eye(4), diagonal, 1)
    # The variance of 40000 normal numbers has the relative standard error sqrt(2 / 40000) = 0.007.
    np.testing.assert_allclose(matrices.var(0), expected, rtol=0.04)


@pytest.mark.parametrize("dim", CLOSED)
def test_pfaffian_gives_the_closed_forms(dim):
    assert goe_positive_probability(dim) == pytest.approx(CLOSED[dim], rel=1e-11)


@pytest.mark.parametrize("dim", [3, 4, 5, 6])
@pytest.mark.parametrize("seed", [0, 1])
def test_sampling_agrees_with_the_pfaffian(dim, seed):
    share, error = positive_share(dim, 10_000, seed)
    assert abs(share - goe_positive_probability(dim)) < 4.5 * error


def test_two_by_two_of_the_goe_needs_no_sample():
    """Up to scale the matrices form a sphere, the positive definite ones a round cap: all directions are alike."""
    assert positive_share(2, 10, 0)[0] == pytest.approx(CLOSED[2], rel=1e-14)


@pytest.mark.parametrize("diagonal", [0.5, 1.0, 3.0])
def test_conditional_sampling_agrees_with_a_count(diagonal):
    share, error = positive_share(3, 20_000, 2, diagonal)
    seen = (np.linalg.eigvalsh(symmetric_matrices(3, 100_000, 3, diagonal))[:, 0] > 0).mean()
    assert abs(share - seen) < 4.5 * np.hypot(error, np.sqrt(seen * (1 - seen) / 100_000))


def test_a_single_number_is_positive_half_the_time():
    assert positive_share(1, 10, 0) == (0.5, 0.0)


def test_index_at_value_is_odd_about_half_and_has_its_limits():
    value = np.array([-30.0, -2.0, 0.0, 2.0, 30.0])
    mean, deviation = index_at_value(6, value, count=20_000)
    np.testing.assert_allclose(mean + mean[::-1], 6, atol=0.1)
    np.testing.assert_allclose(mean[[0, -1]], [0, 6])
    np.testing.assert_allclose(deviation[[0, -1]], 0, atol=1e-12)
    assert (np.diff(mean) > 0).all()


def test_index_in_one_dimension_is_the_weighted_sign():
    """In one dimension the Hessian is a normal number of variance 2 minus the value: weights integrate by hand."""
    u = np.linspace(-12, 12, 40_001)
    density = np.exp(-(u**2) / 4) * np.abs(u - 0.7)
    expected = density[u < 0.7].sum() / density.sum()
    assert index_at_value(1, [0.7], count=200_000)[0][0] == pytest.approx(expected, abs=0.01)


def test_ternary_matrices_are_all_of_them_and_symmetric():
    matrices = ternary_matrices(3)
    assert len({tuple(m.ravel()) for m in matrices}) == 3**6
    np.testing.assert_array_equal(matrices, np.swapaxes(matrices, -1, -2))


def test_sign_shares_of_a_law_that_is_its_own_negative_are_balanced():
    below, zero, above = sign_shares(ternary_matrices(3))
    assert below == pytest.approx(above, abs=1e-12)
    assert zero > 0
    assert sign_shares(np.diag([1.0, 2.0, 0.0, -3.0])[None]) == (0.25, 0.25, 0.5)
