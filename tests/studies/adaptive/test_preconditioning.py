"""The numbers of the page on rates for each coordinate."""

from __future__ import annotations

import numpy as np

from optbook.studies.adaptive import preconditioning
from optbook.studies.descent.quadratics import condition, unit_diagonal


def test_scaling_and_centering_each_lower_the_condition_of_every_table():
    for found in preconditioning.conditions().values():
        assert found["both"] < found["scaled"] < found["given"]
        assert found["both"] < found["centered"] < found["given"]


def test_the_second_moments_hold_the_mean_squares_and_the_means():
    inputs = np.random.default_rng(0).normal(size=(20, 3))
    moments = preconditioning.second_moments(inputs)
    np.testing.assert_allclose(np.diag(moments)[:3], (inputs**2).mean(0), rtol=1e-13)
    np.testing.assert_allclose(moments[-1], [*inputs.mean(0), 1], rtol=1e-13)


def test_the_matrix_of_presence_is_the_sum_over_all_samples():
    shares = np.array([0.5, 0.1, 0.02, 0.3])
    np.testing.assert_allclose(preconditioning.presence(shares), preconditioning.enumerated(shares), atol=1e-15)


def test_features_of_equal_shares_attain_the_bounds():
    shares = np.full(6, 0.2)
    eigenvalues = np.linalg.eigvalsh(unit_diagonal(preconditioning.presence(shares)))
    np.testing.assert_allclose(eigenvalues[[0, -1]], preconditioning.scaled_bounds(shares), rtol=1e-13)


def test_a_rare_feature_worsens_the_given_matrix_and_not_the_scaled():
    common, rare = (preconditioning.presence(np.array([0.5, 0.3, last])) for last in (0.2, 1e-6))
    assert condition(rare) > 1e5
    assert condition(unit_diagonal(rare)) < condition(unit_diagonal(common))
