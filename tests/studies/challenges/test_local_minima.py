"""The numbers of the page on local minima."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import CosineWell
from optbook.studies.challenges import local_minima


def test_the_stationary_points_have_their_known_coordinates():
    found = [(point.x[0], point.value) for point in local_minima.well()]
    np.testing.assert_allclose(found, [(-0.2739, -0.1786), (0.2739, 0.1786), (1.0904, -1.0467)], atol=5e-5)


def test_every_start_ends_at_a_minimum_on_its_side():
    runs = local_minima.basins()
    left, _, right = (point.x[0] for point in local_minima.well())
    np.testing.assert_allclose(runs.end, np.where(runs.start < runs.boundary, left, right), atol=1e-9)


def test_no_mark_of_the_curve_itself_is_off_it():
    x = np.linspace(-1, 2, 7)
    np.testing.assert_allclose(local_minima.off_the_curve(np.column_stack([x, CosineWell().f(x)])), 0, atol=1e-15)


def test_a_deep_barrier_gives_the_eyring_kramers_rate():
    """For a barrier of many temperatures the integral tends to 2 pi / sqrt(f''(min) |f''(max)|) exp(barrier / T)."""
    left, top, _ = local_minima.well()
    lr, barrier = 0.02, 30.0
    temperature = (top.value - left.value) / barrier
    sigma = np.sqrt(2 * temperature / lr)
    bends = left.eigenvalues[0] * -top.eigenvalues[0]
    expected = 2 * np.pi / np.sqrt(bends) * np.exp(barrier) / lr
    # The next term of the expansion is of the order of one over the barrier.
    assert local_minima.mean_escape_steps(sigma, lr) == pytest.approx(expected, rel=1 / barrier)


def test_colder_runs_stay_longer_and_repeat():
    runs = local_minima.escapes(work=500_000)
    again = local_minima.escapes.__wrapped__(work=500_000)
    np.testing.assert_array_equal(runs.median, again.median)
    assert (np.diff(runs.median) < 0).all()


def test_below_the_order_limit_no_step_crosses_a_stationary_point():
    x = np.linspace(-1, 2, 2001)
    for share, keeps_order in ((0.999, True), (1.05, False)):
        after = x - share * local_minima.order_limit() * CosineWell().slope(x)
        assert (np.diff(after) > 0).all() == keeps_order


def test_the_marks_of_other_texts_are_off_on_the_sides_that_the_page_says():
    first, second, third = local_minima.off_the_curve([[0.3, -0.25], [-0.3, -0.25], [1.1, -0.95]])
    assert first > 0
    assert second > 0
    assert third < 0
