"""Schedules are the functions that their formulas say, at a step and at an array of steps."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import GradientDescent
from optbook.schedules import (
    constant,
    cosine,
    cosine_restarts,
    exponential,
    inverse_time,
    polynomial,
    rate,
    step_decay,
    warmup,
    warmup_stable_decay,
)

SCHEDULES = [
    constant(0.1),
    exponential(0.1, 0.1),
    inverse_time(0.1, 0.1),
    polynomial(0.1, 0.1),
    step_decay(0.1, 0.5, [3, 7]),
    cosine(0.1, 10, 0.01),
    cosine_restarts(0.1, 4, growth=2),
    warmup(cosine(0.1, 10), 5),
    warmup_stable_decay(0.1, 3, 4, 5),
]
each_schedule = pytest.mark.parametrize("schedule", SCHEDULES, ids=str)


@each_schedule
def test_an_array_of_steps_gives_the_rate_at_each(schedule):
    steps = np.arange(24).reshape(2, 12)
    rates = schedule(steps)
    assert rates.shape == steps.shape
    # Numpy's exp, cos and power round an array and a number differently, by one unit in the last place.
    np.testing.assert_allclose(rates, [[schedule(int(t)) for t in row] for row in steps], rtol=4e-16)


@each_schedule
def test_a_schedule_has_no_memory(schedule):
    before = schedule(np.arange(12))
    schedule(100)
    np.testing.assert_array_equal(schedule(np.arange(12)), before)


@each_schedule
def test_a_schedule_prints_as_it_was_made_and_survives_a_pickle(schedule):
    again = pickle.loads(pickle.dumps(schedule))
    for copy in (again, eval(repr(schedule))):
        assert repr(copy) == repr(schedule)
        np.testing.assert_array_equal(copy(np.arange(12)), schedule(np.arange(12)))


@each_schedule
def test_a_negative_step_is_named(schedule):
    for step in (-1, np.array([0, -1])):
        with pytest.raises(ValueError, match="step: got"):
            schedule(step)


@each_schedule
def test_a_run_reads_it_from_step_zero(schedule):
    slope = Quadratic(np.zeros((1, 1)), [1.0])
    run = descend(slope, [0.0], GradientDescent(schedule), 12)
    np.testing.assert_allclose(-np.diff(run.x[:, 0]), schedule(np.arange(12)), rtol=1e-13, atol=1e-16)


def test_rate_reads_numbers_and_schedules():
    assert rate(0.5, 3) == 0.5
    assert rate(inverse_time(0.5, 1.0), 1) == 0.25


def test_exponential_decay_has_the_length_of_a_geometric_series():
    total = exponential(0.1, 0.1)(np.arange(1000)).sum()
    assert total == pytest.approx(0.1 / (1 - np.exp(-0.1)), rel=1e-14)
    assert total == pytest.approx(1.0508, abs=5e-5)


def test_polynomial_of_power_one_is_inverse_time():
    steps = np.arange(50)
    np.testing.assert_allclose(polynomial(0.3, 0.2, 1.0)(steps), inverse_time(0.3, 0.2)(steps), rtol=1e-15)
    assert polynomial(1.0, 0.1)(30) == 0.5


def test_a_milestone_counts_from_its_own_step():
    np.testing.assert_array_equal(step_decay(8.0, 0.5, [2, 3])(np.arange(5)), [8, 8, 4, 2, 2])


def test_no_milestones_is_constant():
    np.testing.assert_array_equal(step_decay(0.1, 0.5, [])(np.arange(3)), 0.1)


def test_cosine_goes_through_its_ends_and_its_middle_and_stays():
    np.testing.assert_allclose(cosine(1.0, 10, 0.2)([0, 5, 10, 11]), [1.0, 0.6, 0.2, 0.2], rtol=1e-15)


def test_restarts_repeat_the_cosine():
    one = cosine(1.0, 4)(np.arange(4))
    np.testing.assert_array_equal(cosine_restarts(1.0, 4)(np.arange(12)), np.tile(one, 3))


def test_periods_grow():
    rates = cosine_restarts(1.0, 2, growth=3)(np.arange(27))
    np.testing.assert_array_equal(np.flatnonzero(rates == 1.0), [0, 2, 8, 26])
    np.testing.assert_array_equal(rates[2:8], cosine(1.0, 6)(np.arange(6)))


def test_warmup_moves_at_once_and_is_full_at_its_last_step():
    np.testing.assert_allclose(warmup(0.4, 4)(np.arange(6)), [0.1, 0.2, 0.3, 0.4, 0.4, 0.4])
    np.testing.assert_allclose(warmup(exponential(1.0, 0.5), 2)(1), np.exp(-0.5))
    assert warmup(0.4, 0)(0) == 0.4


def test_warmup_stable_decay_rises_stays_and_falls():
    rates = warmup_stable_decay(1.0, 2, 3, 4, final=0.2)(np.arange(11))
    np.testing.assert_allclose(rates, [0.5, 1, 1, 1, 1, 1, 0.8, 0.6, 0.4, 0.2, 0.2])
    np.testing.assert_array_equal(warmup_stable_decay(1.0, 0, 3, 0)(np.arange(5)), [1, 1, 1, 0, 0])


def test_parameters_may_be_arrays():
    initial = np.array([[0.1], [0.2]])
    run = descend(Quadratic(np.eye(2)), [1.0, 1.0], GradientDescent(exponential(initial, 0.1)), 5)
    alone = descend(Quadratic(np.eye(2)), [1.0, 1.0], GradientDescent(exponential(0.2, 0.1)), 5)
    np.testing.assert_array_equal(run.x[:, 1], alone.x)


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda: constant(0), "rate: got 0"),
        (lambda: exponential(-1, 0.1), "initial: got -1"),
        (lambda: exponential(1, -0.1), "decay: got -0.1"),
        (lambda: inverse_time(1, np.nan), "decay: got nan"),
        (lambda: polynomial(1, 0.1, -1), "power: got -1"),
        (lambda: step_decay(1, 0, [1]), "factor: got 0"),
        (lambda: step_decay(1, 0.5, [2, 1]), "milestones: got"),
        (lambda: step_decay(1, 0.5, [1.5]), "milestones: got"),
        (lambda: cosine(1, 0), "steps: got 0, takes an integer >= 1"),
        (lambda: cosine(1, 10, -0.1), "final: got -0.1"),
        (lambda: cosine_restarts(1, 10, growth=0), "growth: got 0"),
        (lambda: warmup(-1, 10), "schedule: got -1"),
        (lambda: warmup(1, -1), "steps: got -1"),
        (lambda: warmup_stable_decay(1, 1, 1, 1.5), "decay: got 1.5"),
    ],
)
def test_bad_input_is_named(make, named):
    with pytest.raises(ValueError, match=named):
        make()
