"""The numbers of the page on the laboratory."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import Himmelblau
from optbook.studies.front import lab


def test_the_least_error_of_a_difference_is_where_theory_puts_it():
    """Least errors near eps^(1/2) and eps^(2/3), at steps near eps^(1/2) and eps^(1/3), up to the function's scale."""
    found = lab.step_sizes()
    for error, best, least in ((found.forward, 1 / 2, 1 / 2), (found.central, 1 / 3, 2 / 3)):
        assert np.log10(found.h[error.argmin()] / lab.EPS**best) == pytest.approx(0, abs=1.5)
        assert np.log10(error.min() / lab.EPS**least) == pytest.approx(0, abs=1.5)


def test_a_broken_gradient_is_seen():
    net, x = lab.network()
    grad = net.grad(x)
    grad[net.blocks["bias0"].slice] *= 1.001
    assert lab.miss(grad, net.grad(x)) > 1e-7


def test_steps_to_stay_counts_up_to_the_last_time_outside():
    outside = np.array([[1, 1, 0, 1], [0, 1, 0, 0], [1, 1, 0, 0], [0, 1, 0, 0]], dtype=bool)
    np.testing.assert_array_equal(lab.steps_to_stay(outside), [3, np.nan, 0, 1])


def test_gradient_descent_needs_the_steps_that_its_factors_say():
    """The slow coordinate shrinks by 1 - lr a step, its share of the height is 1/101, and low is 1/10000."""
    found = lab.sweep(count=20)
    slow = found.lr < 0.015  # here the fast one is gone by then
    needed = np.log(101 * found.share) / (2 * np.log(1 - found.lr[slow]))
    needed[needed > 1000] = np.nan
    np.testing.assert_array_equal(found.steps["gradient descent"][slow], np.ceil(needed))


def test_every_run_ends_in_one_of_the_four_minima():
    found = lab.ends(count=40)
    assert all((np.unique(end) == np.arange(4)).all() for end in found.end.values())


def test_no_minimum_is_nearest_in_the_middle():
    np.testing.assert_array_equal(lab.nearest(np.array([[0.0, 0.0], *Himmelblau().minima])), [-1, 0, 1, 2, 3])
