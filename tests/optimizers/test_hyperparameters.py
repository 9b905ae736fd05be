"""The pieces that optimizers are written with."""

from __future__ import annotations

import numpy as np

from optbook.optimizers.hyperparameters import dot, leaky, length, like, ratio, zeros


def test_arrays_take_the_precision_of_the_point_and_numbers_become_floats():
    x = np.zeros(2, dtype=np.float32)
    got = like(x, 0.1, 1, np.float64(0.5), np.array(0.25), np.array([[0.1], [0.2]]))
    assert [type(value) for value in got[:4]] == [float] * 4
    assert got[4].dtype == np.float32


def test_zeros_have_the_shape_of_the_sweep():
    assert zeros(np.ones(2, dtype=np.float32), 0.1, np.ones((5, 1))).shape == (5, 2)
    assert zeros(np.ones((3, 2)), 0.1).dtype == np.float64


def test_a_sweep_of_a_short_point_lies_coordinate_by_coordinate():
    assert zeros(np.ones(2), np.ones((5, 1))).T.flags.c_contiguous
    for long in (zeros(np.ones(9), np.ones((5, 1))), zeros(np.ones((5, 2)), 0.1)):
        assert long.flags.c_contiguous


def test_a_leaky_average_of_a_constant_is_the_constant():
    np.testing.assert_array_equal(leaky(np.ones(3), np.ones(3), 0.75), 1)


def test_a_length_does_not_overflow_and_a_zero_has_none():
    np.testing.assert_allclose(length(np.array([[3e200, 4e200], [3e-200, 4e-200], [0, 0]]))[:, 0], [5e200, 5e-200, 0])


def test_zero_over_anything_is_zero():
    np.testing.assert_array_equal(ratio(np.array([0.0, 0.0, 2.0]), np.array([0.0, np.inf, 4.0])), [0, 0, 0.5])


def test_inner_products_keep_their_axis():
    assert dot(np.ones((4, 3)), np.ones(3)).shape == (4, 1)
