"""Two curves with several wells."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import DoubleWell, RisingWaves


def test_the_waves_are_the_formula_that_they_are_named_for():
    t = np.linspace(-9, 9, 101)
    np.testing.assert_allclose(RisingWaves().f(t), t**2 * (1 + np.sin(t)), atol=1e-13)


def test_every_valley_of_the_waves_has_the_value_zero_and_the_curvature_of_its_distance():
    minima = RisingWaves().minima[:, 0]
    np.testing.assert_allclose(RisingWaves().f(minima), 0, atol=1e-28)
    np.testing.assert_allclose(RisingWaves().bend(minima), np.where(minima == 0, 2, minima**2), atol=1e-12)


def test_without_a_tilt_the_wells_are_at_one_and_with_it_the_left_one_is_deeper():
    np.testing.assert_allclose(DoubleWell(0.0).minima, [[-1], [1]], atol=1e-12)
    left, right = DoubleWell().value(DoubleWell().minima)
    assert left < right


def test_a_tilt_without_a_second_well_is_named():
    with pytest.raises(ValueError, match="tilt: got"):
        DoubleWell(1.6)
