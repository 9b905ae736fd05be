"""A rule that cuts the rate on a plateau of the loss."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.noise import Noisy
from optbook.studies.noise.contest import SIGMA, task
from optbook.studies.schedules import decay_plateau as study
from optbook.studies.schedules.decay_quadratic import NAMES, runs


def scales(losses, factor, patience, threshold=1e-4):
    """The rule as frameworks write it, one loss after the other."""
    scale, least, waited, out = 1.0, np.inf, 0, []
    for loss in losses:
        if loss < least * (1 - threshold):
            least, waited = loss, 0
        else:
            waited += 1
        if waited > patience:
            scale, waited = scale * factor, 0
        out.append(scale)
    return out


def test_the_rule_is_the_loop_that_frameworks_have_in_each_lane():
    losses = np.random.default_rng(0).exponential(size=(80, 4))
    factors, patiences = np.array([0.5, 0.5, 0.1, 0.1]), np.array([0, 3, 1, 4])
    rule = study.Plateau(factors, patiences)
    state, found = rule.init(losses[0]), []
    for loss in losses:
        state = rule.update(loss, state)
        found.append(state.scale)
    assert (found[-1] < 1).all()
    exact = [scales(*lane) for lane in zip(losses.T, factors, patiences, strict=True)]
    np.testing.assert_allclose(found, np.transpose(exact), rtol=1e-12)


def test_a_loss_that_falls_by_more_than_the_threshold_is_never_cut():
    rule = study.Plateau(0.5, 0)
    state = rule.init(np.zeros(()))
    for loss in (1 - 2e-4) ** np.arange(50):
        state = rule.update(np.asarray(loss), state)
    assert state.scale == 1
    assert rule.update(np.asarray(loss * (1 - 1e-5)), state).scale == 0.5


def test_a_run_is_a_plain_one_under_the_rule():
    found, lanes = study.plateau_runs(lanes=3, seed=5, steps=200, window=10), 3
    quadratic, row, place, lane = task("quadratic").objective, 0, 7, 2
    seen = Noisy(quadratic, SIGMA, 11, lanes=(lanes,))
    start = np.random.default_rng(5).normal(size=(lanes, quadratic.dim))
    x, losses, rate = start, [], study.FIRST[place]
    used = [rate]
    for step in range(200):
        x = x - rate * seen.at(step).grad(x)
        losses.append(quadratic.value(x)[lane])
        if (step + 1) % 10 == 0:
            rate = study.FIRST[place] * scales(np.reshape(losses, (-1, 10)).mean(-1), *study.RULES[row])[-1]
            used.append(rate)
    assert found.gap[row, place, lane] == pytest.approx(quadratic.value(x)[lane], rel=1e-10)
    assert found.scale[row, place, lane] == pytest.approx(used[-1] / used[0], rel=1e-12)
    assert found.first[row, place, lane] == 10 * np.flatnonzero(np.diff(used))[0] + 10


def test_runs_that_are_never_cut_are_those_of_the_constant_rate_on_the_same_noise():
    found, quadratic = study.plateau_runs(lanes=4, steps=40), task("quadratic").objective
    assert (found.scale[2] == 1).all()
    assert (found.first[2] == 40).all()
    np.testing.assert_array_equal(found.gap[2], found.gap[5])
    start = np.random.default_rng(0).normal(size=(500, quadratic.dim))
    many, few = Noisy(quadratic, SIGMA, 1, lanes=(500,)), Noisy(quadratic, SIGMA, 1, lanes=(4,))
    np.testing.assert_array_equal(many.draws(3, start)[:4], few.draws(3, start[:4]))
    np.testing.assert_array_equal(start[:4], np.random.default_rng(0).normal(size=(4, quadratic.dim)))


def test_the_first_runs_choose_and_the_others_judge():
    shape = len(study.RULES), len(study.FIRST), study.CHOOSING + 2
    gap = np.ones(shape)
    gap[:, 3, : study.CHOOSING], gap[:, 2, study.CHOOSING :] = 0.5, 0.1
    found = study.PlateauRuns(gap, 2 * gap, np.full(shape, 7))
    assert found.places() == [3] * len(study.RULES)
    np.testing.assert_array_equal(found.judged((0.1, 4)), np.array([[1, 1], [2, 2], [7, 7]]))


def test_a_best_rate_at_the_edge_is_refused():
    gap = np.ones((len(study.RULES), len(study.FIRST), 200))
    gap[:, 0] = 0.5
    with pytest.raises(ValueError, match="its best inside"):
        study.PlateauRuns(gap, gap, gap).places()


def test_a_rule_is_compared_with_the_same_runs_of_a_schedule(monkeypatch):
    """Were its gaps those of the cosine, all ratios would be one."""
    gap = np.ones((len(study.RULES), len(study.FIRST), 200))
    gap[:, 1, :] = runs().gap[NAMES.index("cosine"), -1, :200]
    monkeypatch.setattr(study, "plateau_runs", lambda seed: study.PlateauRuns(gap, gap, gap))
    found = study.compare((0.5, 4), "cosine")
    assert (found.low, found.high) == (0, 0)
