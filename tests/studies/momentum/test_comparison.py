"""The numbers of the page that compares the methods with memory."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import HeavyBall
from optbook.studies.momentum import comparison
from optbook.studies.momentum.contest import METHODS, gaps, problem, tuned


def test_the_best_of_each_grid_lies_inside_of_it():
    for name in ("quadratic", "flat bowl", "Rosenbrock"):
        for method in METHODS:
            best = tuned(name, method)
            assert 2**-5 < best.lr < 2**5
            assert best.cost < np.inf


def test_the_roots_give_the_values_of_a_run():
    case = problem("quadratic")
    starts = case.starts(2, 0, fresh=True)
    run = gaps(case, starts, HeavyBall(1.5, 0.7), 50)
    np.testing.assert_allclose(comparison.by_roots("heavy ball", 1.5, 0.7, starts, 50), run, rtol=1e-9)


def test_a_method_that_always_costs_half_is_better():
    cost = np.arange(1.0, 21.0)
    found = comparison.paired(cost, 2 * cost, 6)
    assert found.sign == -1
    assert np.exp([found.low, found.median, found.high]) == pytest.approx(0.5)


def test_runs_that_both_fail_are_level():
    failed = np.full(20, np.inf)
    assert comparison.paired(failed, failed, 3).sign == 0
    assert comparison.paired(np.ones(20), failed, 3).sign == -1


def test_methods_that_lead_in_turn_tie():
    one, other = np.tile([1.0, 2.0], 10), np.tile([2.0, 1.0], 10)
    assert comparison.ties({"a": one, "b": other, "c": one + 9}) == ("a and b",)


def test_conjugate_gradients_on_the_quadratic_end_after_as_many_steps_as_eigenvalues():
    assert (
        comparison.spent("quadratic").points[comparison.YARDSTICK].max() <= 2 * 20 + 1 + 10
    )  # rounding, at kappa 1000


def test_memory_without_noise_gains_more_than_a_hundredfold():
    assert all(comparison.gain(method)[0] > 100 for method in comparison.LINEAR[1:])
