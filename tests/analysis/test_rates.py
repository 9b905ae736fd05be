"""Estimators of rate and order, on rows of errors whose law is known."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import contraction, log_slope, order


@pytest.mark.parametrize("exponent", [1.0, 1.5, 2.0, 3.0])
def test_the_order_of_a_pure_power_is_exact_whatever_its_constant(exponent):
    logs = [-1.0]
    for _ in range(4):
        logs.append(exponent * logs[-1] - 0.5)
    np.testing.assert_allclose(order(np.exp(logs)), exponent, rtol=1e-12)


def test_the_contraction_of_a_geometric_row_is_its_ratio_in_each_lane():
    ratio = np.array([0.3, 0.9])
    errors = 7 * ratio ** np.arange(6)[:, None]
    np.testing.assert_allclose(contraction(errors), np.broadcast_to(ratio, (5, 2)), rtol=1e-12)


def test_the_slope_is_that_of_a_polynomial_fit():
    t = np.arange(1.0, 30)
    errors = np.stack([4 * t**-0.5, np.exp(-0.1 * t) * (1 + t**-2)], axis=-1)
    expected = np.polyfit(np.log(t), np.log(errors), 1)[0]
    np.testing.assert_allclose(log_slope(np.log(t), errors), expected, rtol=1e-12)
    assert log_slope(np.log(t), errors)[0] == pytest.approx(-0.5)


def test_scaling_all_errors_changes_nothing():
    errors = np.array([0.5, 0.3, 0.08, 0.001])
    np.testing.assert_allclose(order(10 * errors), order(errors), rtol=1e-12)
    np.testing.assert_allclose(log_slope(np.arange(4), 10 * errors), log_slope(np.arange(4), errors), rtol=1e-12)


def test_an_error_of_zero_gives_no_number_and_no_warning():
    assert np.isnan(contraction([0.0, 0.0])).all()
    assert not np.isfinite(order([1.0, 0.1, 0.0])).any()
