"""The table with clocks of the page on rates for each coordinate."""

from __future__ import annotations

import numpy as np
from scipy.stats import binom

from optbook import descend
from optbook.optimizers import GradientDescent
from optbook.studies.adaptive import preconditioning_clocks as clocks

EVEN = np.full(4, 0.25)


def test_a_sample_touches_one_entry_and_is_the_same_each_time():
    seen, x = clocks.Table(clocks.SHARES, 3), np.ones((50, 12))
    grad = seen.at(7).grad(x)
    assert ((grad != 0).sum(1) == 1).all()
    np.testing.assert_array_equal(grad, seen.at(7).grad(x))


def test_entries_are_seen_as_often_as_their_shares_say():
    x, count = np.zeros((2000, 12)), 50
    seen = sum((clocks.Table(clocks.SHARES).at(step).grad(x) != 0).sum(0) for step in range(count)) / (2000 * count)
    error = np.sqrt(clocks.SHARES * (1 - clocks.SHARES) / (2000 * count))
    assert (np.abs(seen - clocks.SHARES) < 5 * error).all()


def test_a_clock_of_its_own_keeps_the_mean_of_what_was_seen():
    seen, steps = clocks.Table(EVEN, 1), 60
    x = descend(seen, np.ones(4), clocks.OwnClock(), steps).x[-1]
    grads = np.array([seen.at(step).grad(np.zeros(4)) for step in range(steps)])  # minus the noise, where seen
    np.testing.assert_allclose(x, -grads.sum(0) / (grads != 0).sum(0), rtol=1e-12)


def test_the_recursion_of_one_entry_is_that_of_plain_descent():
    # An entry that is always seen: the error is (1 - r)^t, and the noise a geometric sum.
    rate, steps = 0.3, 20
    square = clocks.mean_squares(np.full(steps, rate), np.array([1.0]))[-1, 0]
    kept = (1 - rate) ** 2
    np.testing.assert_allclose(square, kept**steps + rate**2 * (1 - kept**steps) / (1 - kept), rtol=1e-13)


def test_own_clocks_of_an_entry_that_is_always_seen_leave_the_variance_of_a_mean():
    np.testing.assert_allclose(clocks.own_squares(25, np.array([1.0])), 1 / 25, rtol=1e-12)


def test_own_clocks_average_over_binomial_counts():
    counts = np.arange(1, 201)[:, None]
    mean = (binom.pmf(counts, 200, clocks.SHARES) / counts).sum(0)
    found = clocks.own_squares(np.array([0, 200]), start=2.0)
    np.testing.assert_allclose(found, [np.full(12, 4.0), mean + 4 * (1 - clocks.SHARES) ** 200], rtol=1e-11)


def test_steady_rates_have_a_closed_form():
    rates, samples = clocks.powered(0.2, 0.5), 30
    run = clocks.mean_squares(np.broadcast_to(rates, (samples, 12)), start=2.0)[-1]
    np.testing.assert_allclose(clocks.steady_squares(rates, samples, start=2.0), run, rtol=1e-12)


def test_the_floor_is_where_the_recursion_stays():
    rates = clocks.powered(0.2, 0.5)
    settled = rates / (2 - rates)
    kept = settled * (1 - clocks.SHARES * rates * (2 - rates)) + clocks.SHARES * rates**2
    np.testing.assert_allclose(kept, settled, rtol=1e-13)
    np.testing.assert_allclose(clocks.floor(rates), clocks.excess(settled), rtol=1e-14)


def test_no_entry_is_slower_than_the_rarest_under_any_of_the_powers():
    slow = [clocks.memory(clocks.powered(0.3, power)) for power in clocks.POWERS]
    np.testing.assert_allclose(slow, slow[0], rtol=1e-12)


def test_equal_shares_have_a_shared_clock_as_good_as_their_own():
    assert clocks.shared_limit(4.0, EVEN) == 2.0
    assert clocks.shared_limit(3.0, EVEN) > 2.0


def test_the_best_of_the_grids_is_inside_them():
    assert clocks.tuned()[2]


def test_a_rate_beyond_two_blows_up():
    run = descend(clocks.Table(clocks.SHARES), np.ones(12), GradientDescent(1 / clocks.SHARES), 100)
    assert run.value[-1] > 1e3
