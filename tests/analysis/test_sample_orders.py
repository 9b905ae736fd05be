"""Orders of samples on quadratics, against every order and against long runs of the recursion."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from optbook.analysis import (
    once_variance,
    replaced_variance,
    reshuffled_variance,
    reshuffled_variances,
    resting_place,
    stationary_variance,
)

SAMPLES = np.array([-1.3, -0.6, 0.1, 0.4, 1.4])
SAMPLES = SAMPLES / np.sqrt((SAMPLES**2).mean())
ORDERS = np.array(list(permutations(SAMPLES)))


def after(x: float, samples: np.ndarray, moved: float) -> np.ndarray:
    """The iterate after a step for each sample along the last axis."""
    for sample in np.moveaxis(samples, -1, 0):
        x = x + moved * (sample - x)
    return x


def test_with_replacement_it_is_the_variance_of_independent_noise():
    np.testing.assert_allclose(replaced_variance(0.3), stationary_variance(1.0, 0.3, 1.0))


@pytest.mark.parametrize("moved", [0.01, 0.3, 1.0, 1.7])
def test_all_orders_give_the_closed_form(moved):
    inside = reshuffled_variances(moved, len(SAMPLES))
    for position in range(len(SAMPLES) + 1):
        added = np.broadcast_to(after(0.0, ORDERS[:, :position], moved), (len(ORDERS),))
        kept = (1 - moved) ** (2 * position)
        np.testing.assert_allclose(kept * inside[0] + (added**2).mean(), inside[position], rtol=1e-11)
    np.testing.assert_allclose(reshuffled_variance(moved, len(SAMPLES)), inside[[0, -1]], rtol=1e-9)


def test_a_fixed_order_returns_to_its_resting_place():
    place = resting_place(0.2, ORDERS)
    np.testing.assert_allclose(after(place, ORDERS, 0.2), place, atol=1e-14)
    np.testing.assert_allclose((place**2).mean(), once_variance(0.2, len(SAMPLES)), rtol=1e-12)


def test_rates_outside_the_stable_range_are_refused():
    for moved in (0.0, 2.0, -0.1):
        with pytest.raises(ValueError, match="moved"):
            replaced_variance(moved)
    with pytest.raises(ValueError, match="count"):
        reshuffled_variances(0.1, 1)
