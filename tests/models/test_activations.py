"""Activations: their derivatives, and their values far out."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.models.activations import ACTIVATIONS, sigmoid

Z = np.linspace(-3, 3, 14)  # without the corner of relu


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_slope_and_bend_match_complex_step(name):
    activation = ACTIVATIONS[name]
    a = activation.apply(Z + 1e-30j)
    np.testing.assert_allclose(activation.slope(a.real), a.imag / 1e-30, rtol=1e-13)
    np.testing.assert_allclose(activation.bend(a.real), activation.slope(a).imag / 1e-30, atol=1e-15)


def test_far_from_zero_nothing_overflows_and_zero_is_not_reached_early():
    np.testing.assert_allclose(sigmoid(np.array([-700.0, 0, 700])), [np.exp(-700), 0.5, 1], rtol=1e-13)


def test_relu_is_flat_in_its_corner():
    relu = ACTIVATIONS["relu"]
    assert relu.apply(np.zeros(1)) == relu.slope(np.zeros(1)) == relu.bend(np.zeros(1)) == 0
