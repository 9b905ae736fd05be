"""The numbers of the page on methods without a rate."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import Quadratic
from optbook.optimizers import DoG, Prodigy
from optbook.studies.schedules import rate_free


def slow_way(steps):
    moves = [1.0]
    for t in range(1, steps):
        moves.append(sum(moves) / np.sqrt(t + 1))
    return np.cumsum(moves)


def test_the_way_gone_is_the_product():
    np.testing.assert_allclose(rate_free.way(40), slow_way(40), rtol=1e-13)


def test_the_corner_is_passed_when_the_product_says():
    run = rate_free.reaches()
    np.testing.assert_array_equal(run.crossing, rate_free.steps_to(run.distance / run.first))


def test_after_a_hundred_steps_the_estimate_may_be_a_thousand_times_too_small():
    assert rate_free.reaches().ratio[100, -1] < 1e-3
    assert (rate_free.far_reaches().ratio[100] > 1).all()


def test_the_estimates_at_the_end_are_four_to_nine_percent_too_large():
    both = np.concatenate([rate_free.reaches().ratio[-1], rate_free.far_reaches().ratio[-1]])
    assert round(both.min(), 2) == 1.04
    assert round(both.max(), 2) == 1.09


def test_the_estimate_of_dog_is_the_one_in_its_state():
    run = rate_free.reaches((10.0,), (1e-3,), steps=300)
    seen = rate_free.estimates(DoG(distance=1e-3 / 11, eps=0.0), rate_free.Wedge(1.0), np.array([10.0]), 301)
    np.testing.assert_allclose(seen, run.reach[:, 0], rtol=1e-12)


def test_an_estimate_never_falls_from_a_guess_that_is_too_large():
    path = rate_free.estimates(Prodigy(distance=50.0), Quadratic(np.eye(2)), np.array([1.0, 1.0]), 100)
    assert path == pytest.approx(50.0)


def test_noise_carries_prodigy_past_the_distance():
    assert rate_free.bowl_estimates(Prodigy, sigma=1.0).max() > 2
