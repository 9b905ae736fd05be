"""The numbers of the page on one dimension."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import RippledBowl
from optbook.studies.descent import one_dimension


def test_ten_steps_on_the_bowl_end_at_their_known_places():
    np.testing.assert_allclose(np.abs(one_dimension.bowl().x[-1, :, 0]), [3.487, 0.0605, 61.9], rtol=1e-3)


def test_a_thousand_steps_beside_the_limit_end_at_their_known_places():
    ends = np.abs(one_dimension.parabola((1.99, 2, 2.01)).x[-1, :, 0])
    np.testing.assert_allclose(ends, [4.3e-5, 1, 2.1e4], rtol=0.01)


def test_only_the_product_of_rate_and_curvature_counts():
    flat, steep = (one_dimension.parabola((0.3, 1.7), curvature, 20).x for curvature in (1 / 64, 64))
    np.testing.assert_allclose(flat, steep, rtol=1e-12)


def test_the_wave_has_its_known_minima_and_limit():
    assert one_dimension.wave(steps=10).x[-1, 0] == pytest.approx(-1.528, abs=5e-4)
    np.testing.assert_allclose(one_dimension.WAVE.minima[:, 0], [-1.8257, 7.2694], atol=5e-5)
    assert one_dimension.limits()[0] == pytest.approx(2.043, abs=5e-4)
    assert 1 - 4 / one_dimension.limits()[0] == pytest.approx(-0.958, abs=5e-4)


def test_the_touching_parabola_lies_above_and_is_lowest_at_the_step():
    touch = one_dimension.touching()
    assert (touch.above >= touch.curve - 1e-12).all()
    assert touch.x[touch.above.argmin()] == pytest.approx(touch.step, abs=0.02)
    assert RippledBowl().f(touch.step) < touch.above.min()


def test_below_both_limits_every_run_is_at_the_good_minimum():
    runs = one_dimension.ends(count=21, steps=400)
    calm = runs.lr < 0.95 * one_dimension.limits()[1]
    np.testing.assert_allclose(runs.x[calm], 7.269, atol=1e-3)


def test_the_cycle_shrinks_to_nothing_at_the_limit():
    limit = one_dimension.limits()[0]
    near, far = one_dimension.half_width(limit * (1 + np.array([1e-6, 4e-6])))
    assert near < 0.01
    assert far / near == pytest.approx(2, rel=1e-3)


def test_the_bound_is_lowest_at_one_over_the_curvature():
    runs = one_dimension.decrease(count=26)
    assert runs.product[runs.bound.argmin()] == pytest.approx(1, abs=0.06)
    assert runs.bound.min() == pytest.approx(-0.5, abs=2e-3)
