"""Losses: their derivatives, and numbers too large for exp."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.models.losses import CrossEntropy, SquaredError, log_sum_exp, softmax, softplus

RNG = np.random.default_rng(0)
OUTPUTS, TANGENT = RNG.standard_normal((2, 5, 3))
each_loss = pytest.mark.parametrize(
    ("loss", "targets"),
    [(CrossEntropy(), np.array([0, 2, 1, 1, 0])), (SquaredError(), RNG.standard_normal((5, 3)))],
    ids=["cross entropy", "squared error"],
)


@each_loss
def test_slope_matches_complex_step_of_the_value(loss, targets):
    derivative = loss.value(OUTPUTS + 1e-30j * TANGENT, targets).imag / 1e-30
    np.testing.assert_allclose((loss.slope(OUTPUTS, targets) * TANGENT).sum(), derivative, rtol=1e-13)


@each_loss
def test_bend_matches_complex_step_of_the_slope(loss, targets):
    derivative = loss.slope(OUTPUTS + 1e-30j * TANGENT, targets).imag / 1e-30
    np.testing.assert_allclose(loss.bend(OUTPUTS, TANGENT), derivative, rtol=1e-12, atol=1e-15)


def test_cross_entropy_does_not_see_a_constant_added_to_a_row():
    targets = np.array([0, 2, 1, 1, 0])
    shifted = OUTPUTS + RNG.standard_normal((5, 1))
    np.testing.assert_allclose(CrossEntropy().value(shifted, targets), CrossEntropy().value(OUTPUTS, targets))


def test_numbers_too_large_for_exp_do_no_harm():
    large = np.array([1e4, 1e4, -1e4])
    np.testing.assert_allclose(log_sum_exp(large), 1e4 + np.log(2))
    np.testing.assert_array_equal(softmax(large), [0.5, 0.5, 0])
    np.testing.assert_array_equal(softplus(large), [1e4, 1e4, 0])


@pytest.mark.parametrize("z", [-3.0, 0.0, 2.0])
def test_softplus_is_the_log_sum_exp_of_a_number_and_zero_and_has_its_derivative(z):
    np.testing.assert_allclose(softplus(np.array(z)), np.log1p(np.exp(z)), rtol=1e-15)
    np.testing.assert_allclose(softplus(np.array(z)), log_sum_exp(np.array([0, z])), rtol=1e-14)
    derivative = softplus(np.array(z + 1e-30j)).imag / 1e-30
    np.testing.assert_allclose(derivative, softmax(np.array([0, z]))[1], rtol=1e-14)


def test_outputs_are_not_written_to():
    for function in (softmax, log_sum_exp, softplus, lambda z: CrossEntropy().slope(z, np.zeros(5, dtype=int))):
        given = OUTPUTS.copy()
        function(given)
        np.testing.assert_array_equal(given, OUTPUTS)
