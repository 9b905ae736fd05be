"""The curve whose slope is made of three lines."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import ThreeSlopes


def test_its_slope_is_the_one_that_was_published():
    t = np.array([-1.0, 0.5, 1.0, 1.5, 2.0, 3.0])
    np.testing.assert_array_equal(ThreeSlopes().slope(t), [-25, 12.5, 25, 25.5, 26, 51])


def test_value_and_slope_have_no_jumps():
    for place in (1.0, 2.0):
        below, above = np.nextafter(place, 0), np.nextafter(place, 9)
        for part in (ThreeSlopes().f, ThreeSlopes().slope):
            assert part(np.array(above)) == pytest.approx(part(np.array(below)), rel=1e-13)


def test_curvatures_in_the_wrong_order_are_named():
    with pytest.raises(ValueError, match="least: got"):
        ThreeSlopes(2.0, 1.0)
