"""Huber's function."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import Huber


def test_it_is_a_parabola_inside_and_a_line_outside():
    t = np.array([-3.0, -0.5, 0.5, 2.0])
    np.testing.assert_array_equal(Huber(1.0).f(t), [2.5, 0.125, 0.125, 1.5])
    np.testing.assert_array_equal(Huber(1.0).slope(t), [-1, -0.5, 0.5, 1])


def test_value_and_slope_have_no_jumps():
    for place in (-0.7, 0.7):
        below, above = np.nextafter(place, -9), np.nextafter(place, 9)
        for part in (Huber(0.7).f, Huber(0.7).slope):
            assert part(np.array(above)) == pytest.approx(part(np.array(below)), rel=1e-14)


def test_an_array_of_corners_is_one_for_each_lane():
    corners, x = np.array([0.5, 1.0, 2.0]), np.full((3, 1), 1.5)
    together = Huber(corners)
    for lane, corner in enumerate(corners):
        alone = Huber(corner)
        assert together.value(x)[lane] == alone.value(x[lane])
        assert together.grad(x)[lane] == alone.grad(x[lane])


def test_a_corner_at_the_minimum_is_refused():
    with pytest.raises(ValueError, match="corner: got"):
        Huber(np.array([1.0, 0.0]))
