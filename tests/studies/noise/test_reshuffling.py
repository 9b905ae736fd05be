"""The numbers of the page on reshuffling."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import noisy_moments
from optbook.studies.noise import reshuffling as page


def test_the_sums_of_a_shuffled_epoch_return_to_zero():
    walk = page.walks("reshuffled", lanes=5, epochs=3)
    epoch = len(walk) // 3
    np.testing.assert_allclose(walk[::epoch], 0, atol=1e-12)
    assert np.abs(walk[epoch // 2]).min() > 0


def test_the_sums_of_draws_with_replacement_spread_like_a_random_walk():
    walk = page.walks("replaced", lanes=2000, epochs=1)
    assert walk[-1].var() / (len(walk) - 1) == pytest.approx(1, abs=5 * np.sqrt(2 / 2000))


def test_two_draws_see_three_quarters_of_two_samples():
    assert page.seen(lanes=3).exact[0] == 0.75
    assert page.drawn(7, 11, 0).shape == (11, 7)


def test_the_ascending_order_rests_on_the_side_of_the_last_samples():
    found = page.places(5)
    np.testing.assert_allclose(found.orders[0], page.samples(5))
    assert found.place[0] == found.place.max() > 0
    np.testing.assert_allclose(found.place.mean(), 0, atol=1e-14)


def test_with_falling_rates_the_mean_square_is_that_of_step_by_step_moments():
    count, factor, epochs = 10, 4.0, 6
    lr = factor / (count * (np.arange(epochs) + factor))
    moments = noisy_moments(1.0, lambda step: lr[step // count], epochs * count, 1.0)
    found = page.falling(("replaced",), epochs, count, factor)["replaced"]
    np.testing.assert_allclose(found, moments.square[::count], rtol=1e-12)


def test_with_falling_rates_reshuffling_gains_two_powers_of_the_epoch():
    """Safran and Shamir, 2020: orders 1 / (n k) and, for one curvature, 1 / (n k^3)."""
    found = page.falling(("replaced", "reshuffled"), 4000, factor=8.0)
    slope = {order: np.log2(square[4000] / square[2000]) for order, square in found.items()}
    assert slope["replaced"] == pytest.approx(-1, abs=0.02)
    assert slope["reshuffled"] == pytest.approx(-3, abs=0.02)
