"""Objectives of turns, drifts, and the runs of four methods."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import LogCosh, Quadratic
from optbook.optimizers import Adam, AMSGrad, Projected
from optbook.projections import onto_linf_ball
from optbook.schedules import polynomial
from optbook.studies.adaptive import adam_failures_runs as runs
from optbook.studies.adaptive.rmsprop import respond


def test_turns_show_one_part_at_a_step_and_their_mean_otherwise():
    seen = runs.Turns(LogCosh(0.0), (3.0, -1.0, -1.0))
    x = np.array([[0.3], [-2.0]])
    parts = [seen.at(step) for step in range(3)]
    np.testing.assert_allclose(np.mean([part.grad(x) for part in parts], axis=0), seen.grad(x), rtol=1e-12)
    np.testing.assert_allclose(np.mean([part.value(x) for part in parts], axis=0), seen.value(x), rtol=1e-12)
    np.testing.assert_array_equal(seen.at(4).grad(x), parts[1].grad(x))


def test_drawn_turns_repeat_and_differ_between_lanes():
    seen = runs.Turns(Quadratic([[0.0]], linear=[1.0]), (3.0, -1.0), seed=1, lanes=(50,))
    x = np.zeros((50, 1))
    np.testing.assert_array_equal(seen.at(7).grad(x), seen.at(7).grad(x))
    assert set(np.unique(seen.at(7).grad(x))) == {-1.0, 3.0}


def test_a_settled_average_is_what_many_repetitions_give():
    values, beta = np.array([4.0, -1.0, 0.5]), 0.8
    average = 0.0
    for value in np.tile(values, 200):
        average = beta * average + (1 - beta) * value
    assert runs.settled(values, beta)[-1] == pytest.approx(average, rel=1e-12)
    np.testing.assert_allclose(runs.settled(values, 0.0), values)


def test_the_drift_without_memory_is_a_count_of_votes():
    assert runs.drift(runs.votes(3.0), 0.0, 0.0) == pytest.approx(1.0)
    assert runs.drift(runs.votes(30.0, 10), 0.0, 0.0) == pytest.approx(8.0)


def test_a_long_memory_weighs_the_votes():
    size = np.sqrt(11 / 3)
    assert runs.drift(runs.votes(3.0), 0.0, 1 - 1e-9) == pytest.approx(-1 / size, rel=1e-6)
    assert runs.late_drift(runs.votes(3.0), 1 - 1e-9) == pytest.approx(-1 / size, rel=1e-6)


def test_two_turns_never_mislead_adam():
    """With a period of two the large slope wins: the mean squares differ by less than the slopes."""
    for large in (1.01, 2.0, 30.0):
        assert runs.drift(runs.votes(large, 2), 0.0, 0.3) < 0


def test_the_crossing_lies_between_the_mean_and_its_bound():
    for period, beta2 in ((3, 0.5), (100, 0.999)):
        assert period - 1 < runs.crossing(period, 0.0, beta2) < runs.bound(period, beta2)


def test_iterates_that_are_put_back_are_those_of_a_projected_run():
    seen, lr = runs.Turns(Quadratic([[0.0]], linear=[1.0]), runs.votes(3.0)), polynomial(0.1, 1.0)
    methods = {name: method(lr, 0.0, 0.1) for name, method in runs.METHODS.items()} | {"Adam, usual": Adam(lr)}
    for name, x in runs.periodic(steps=300).items():
        run = descend(seen, [0.0], Projected(methods[name], onto_linf_ball), 300)
        np.testing.assert_allclose(x, run.x[:, 0], atol=1e-12)


def test_regret_is_counted_from_the_best_point():
    assert runs.regret(np.full(4, -1.0)) == 0
    assert runs.regret(np.full(4, 1.0)) == pytest.approx(2 / 3)


def test_adam_runs_away_where_the_others_come_near():
    seen = runs.Turns(LogCosh(0.0), runs.votes(3.0))
    ends = {
        name: abs(descend(seen, [0.5], method(polynomial(0.1, 1.0), 0.0, 0.1), 3000, every=3000).x[-1, 0])
        for name, method in runs.METHODS.items()
    }
    assert ends.pop("Adam") > 1
    assert max(ends.values()) < 0.1


def test_amsgrad_is_adam_while_the_mean_square_rises():
    rising = np.linspace(1, 9, 200)[:, None]
    same = [respond(method(1.0), rising)[0] for method in (Adam, AMSGrad)]
    np.testing.assert_allclose(same[0], same[1], rtol=1e-12)
    adam, ams = (np.abs(respond(method(1.0), rising[::-1] ** 4)[0]) for method in (Adam, AMSGrad))
    assert (ams <= adam * (1 + 1e-12)).all()
