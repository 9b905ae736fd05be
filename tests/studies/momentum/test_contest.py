"""The problems, the counting and the grids of the chapter's comparison."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import HeavyBall
from optbook.studies.momentum import contest


@pytest.mark.parametrize("name", contest.PROBLEMS)
def test_the_least_value_is_not_undercut_and_nearly_met(name):
    case = contest.problem(name)
    run = contest.gaps(case, case.starts(2, 0, fresh=True), contest.make("restarts", 0.5 / case.curvature, 0), 600)
    assert run.min() > -1e-12
    assert (run[-1] < 1e-3 * run[0]).all()


def test_arrivals_are_read_off_the_gaps_of_a_longer_run():
    case, shares = contest.problem("quadratic"), (1e-2, 1e-4)
    starts, rates = case.starts(3, 0, fresh=False), np.array([0.5, 1.5])[:, None, None]
    found = contest.arrivals(case, starts + np.zeros((2, 1, 1)), HeavyBall(rates, 0.5), 4000, shares)
    gap = np.stack([contest.gaps(case, starts, HeavyBall(rate, 0.5), 4000) for rate in (0.5, 1.5)], axis=1)
    for row, share in enumerate(shares):
        np.testing.assert_array_equal(found[row, 1], contest.settled(gap, share)[1])
    # The slower one is given up where the quicker one has arrived, but not before it would have won.
    late = contest.settled(gap, shares[1])[0]
    assert ((found[1, 0] == late) | (np.isinf(found[1, 0]) & (late > found[1, 1]))).all()
    tens = contest.arrivals(case, starts, HeavyBall(1.5, 0.5), 4000, shares, every=10)
    np.testing.assert_array_equal(tens, 10 * np.ceil(found[:, 1] / 10))


def test_a_run_that_passes_through_a_low_value_has_not_settled():
    gap = np.array([[1.0, 1.0, 1.0], [0.05, 0.5, 0.5], [0.3, 0.2, 0.4], [0.02, 0.01, np.nan]])
    np.testing.assert_array_equal(contest.settled(gap, 0.1), [3, 3, np.inf])


def test_starts_to_choose_with_are_not_those_to_judge_with():
    case = contest.problem("flat bowl")
    assert not np.isin(case.starts(10, 0, fresh=True), case.starts(10, 0, fresh=False)).any()


def test_tuning_finds_the_least_of_a_known_cost():
    # A valley in both logarithms, with its bottom between the points of the grid.
    best = contest.tune(lambda lr, beta: np.log2(lr / 0.7) ** 2 + np.log2((1 - beta) / 0.11) ** 2, knob=True)
    assert abs(np.log2(best.lr / 0.7)) <= 1 / 8
    assert abs(np.log2((1 - best.beta) / 0.11)) <= 1 / 8
    assert best.runs == 7 * 8 + 7 * 7


def test_a_best_rate_at_the_edge_of_the_grid_is_refused():
    with pytest.raises(ValueError, match="its best inside"):
        contest.tune(lambda lr, beta: lr + beta, knob=False)


def test_only_two_methods_have_a_memory_to_choose():
    assert [name for name in contest.METHODS if contest.has_knob(name)] == ["heavy ball", "Nesterov"]
