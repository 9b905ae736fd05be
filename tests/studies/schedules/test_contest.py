"""What the methods of the last table of the chapter are run on."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.studies.schedules.contest import (
    BATCH,
    MAKERS,
    OCTAVES,
    PROBLEMS,
    RATE_FREE,
    STEPS,
    kept,
    make,
    points,
    problem,
    rates,
)


@pytest.mark.parametrize("name", PROBLEMS[:3])
def test_a_run_is_two_epochs(name):
    assert STEPS[name] == 2 * -(-problem(name).objective.count // BATCH)


@pytest.mark.parametrize("name", PROBLEMS)
def test_no_start_is_at_the_least_value_or_below(name):
    case = problem(name)
    assert (case.gap(case.starts(3, 0)) > 0).all()


def test_a_run_is_that_of_descend_on_the_same_samples():
    case, start = problem("sparse features"), problem("sparse features").starts(2, 0)
    seen, optimizer = case.seen(2, 5), make("sparse features", "Adam", 0.1)
    run = descend(seen, start, optimizer, 7)
    first, last = points(seen, start, optimizer, (3, 7))
    np.testing.assert_array_equal(first, run.x[3])
    np.testing.assert_array_equal(last, run.x[7])


def test_what_is_returned_is_the_average_where_there_is_one():
    case = problem("quadratic")
    seen, start = case.seen(2, 0), case.starts(2, 0)
    steps = STEPS["quadratic"]
    plain = points(seen, start, make("quadratic", "gradient descent", 0.1), range(1, steps + 1))
    (mean,) = points(seen, start, make("quadratic", "averaged descent", 0.1), (steps,))
    np.testing.assert_allclose(mean, np.mean(plain[steps // 2 :], axis=0), rtol=1e-9)


@pytest.mark.parametrize("method", MAKERS)
def test_grids_are_octaves_and_methods_without_a_rate_have_none(method):
    grid = rates("softmax", method)
    assert len(grid) == (1 if method in RATE_FREE else OCTAVES)
    np.testing.assert_allclose(grid[1:] / grid[:-1], 2, rtol=1e-12)


def test_adam_keeps_two_numbers_for_each_variable_and_signs_none():
    assert (kept("Adam"), kept("SignSGD"), kept("AMSGrad"), kept("heavy ball")) == (2, 0, 3, 1)


def test_a_cosine_starts_at_the_rate_and_ends_near_zero():
    falling = make("quadratic", "SignSGD", 1.0, decayed=True).lr
    assert falling(0) == 1
    assert falling(STEPS["quadratic"] - 1) < 1e-5
