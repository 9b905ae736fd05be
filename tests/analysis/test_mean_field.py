"""Second moments of wide networks against closed forms."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import gaussian_mean, mean_field


@pytest.mark.parametrize(("power", "moment"), [(2, 1), (4, 3), (6, 15)])
def test_moments_of_a_normal_number_are_double_factorials(power, moment):
    variance = np.array([0.1, 1.0, 30.0])
    np.testing.assert_allclose(gaussian_mean(lambda z: z**power, variance), moment * variance ** (power / 2))


def test_the_identity_multiplies_both_moments_by_the_scale():
    moments = mean_field("identity", 1.5, 4, mean_square=2.0)
    np.testing.assert_allclose(moments.variance, 2 * 1.5 ** np.arange(1, 5))
    np.testing.assert_allclose(moments.factor, 1.5)


def test_relu_keeps_half_of_both_moments():
    moments = mean_field("relu", np.array([1.0, 2.0]), 3)
    np.testing.assert_allclose(moments.variance, [[1, 2], [0.5, 2], [0.25, 2]])
    np.testing.assert_allclose(moments.factor, [[0.5, 1]] * 3)


def test_tanh_squared_and_its_slope_squared_follow_their_series_where_small():
    """E tanh^2 = q - 2 q^2 + 17 q^3 / 3 and E (1 - tanh^2)^2 = 1 - 2 q + 7 q^2 up to terms of higher order."""
    q = 1e-3
    first, second = mean_field("tanh", 1.0, 2, mean_square=q).variance
    assert first == pytest.approx(q)
    # The next terms are of the order of a hundred q^4 and q^3.
    assert second == pytest.approx(q - 2 * q**2 + 17 * q**3 / 3, abs=1e-9)
    assert mean_field("tanh", 1.0, 1, mean_square=q).factor[0] == pytest.approx(1 - 2 * q + 7 * q**2, abs=1e-7)


def test_sigmoid_is_a_tanh_in_other_coordinates():
    """With ``sigmoid(z) = (1 + tanh(z / 2)) / 2`` its slope is a quarter of that of tanh at half the size."""
    sigmoid, tanh = mean_field("sigmoid", 3.0, 1), mean_field("tanh", 3.0, 1, mean_square=1 / 4)
    np.testing.assert_allclose(sigmoid.factor, tanh.factor / 16)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("swish", 1.0, 3), "activation"),
        (("tanh", 0.0, 3), "scale"),
        (("tanh", 1.0, 0), "depth"),
        (("tanh", 1.0, 3, -1.0), "mean_square"),
    ],
)
def test_bad_input_is_named(arguments, message):
    with pytest.raises(ValueError, match=message):
        mean_field(*arguments)
