"""Second moments, and noise that all methods share."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import noisy_moments
from optbook.studies.momentum import noisy_contest
from optbook.studies.momentum.contest import make, problem


def test_without_memory_the_moments_are_those_of_chapter_four():
    curvatures = np.array([0.5, 2.0])
    found = noisy_contest.expected_gap("gradient descent", 0.3, 0.0, 0.7, 40, curvatures)
    square = noisy_moments(curvatures, 0.3, 40, 1.0, 0.7).square[-1]
    np.testing.assert_allclose(found, (curvatures * square).sum() / 2, rtol=1e-12)


def test_heavy_ball_rests_at_the_variance_of_the_closed_form():
    lr, beta, sigma, curvature = 0.4, 0.8, 0.5, 1.5
    rest = lr * sigma**2 * (1 + beta) / (curvature * (1 - beta) * (2 * (1 + beta) - lr * curvature))
    found = noisy_contest.expected_gap("heavy ball", lr, beta, sigma, 400, np.array([curvature]))
    assert found == pytest.approx(curvature * rest / 2, rel=1e-12)


@pytest.mark.parametrize("method", noisy_contest.LINEAR)
def test_without_noise_the_moments_are_those_of_a_run(method):
    case = problem("quadratic")
    start = np.ones((1, case.objective.dim))
    run = noisy_contest.last_gap(case, case.objective, start, make(method, 0.7, 0.6), 25)
    assert noisy_contest.expected_gap(method, 0.7, 0.6, 0.0, 25) == pytest.approx(run[0], rel=1e-10)


def test_all_rates_meet_the_same_noise_and_each_lane_its_own():
    shown = noisy_contest.seen("flat bowl", 4, 0, fresh=True).at(3)
    grad = shown.grad(np.zeros((2, 4, shown.dim)))
    np.testing.assert_array_equal(grad[0], grad[1])
    assert len(np.unique(grad[0])) == grad[0].size


def test_a_run_that_overflows_ends_at_infinity():
    case = problem("quadratic")
    start = case.starts(2, 0, fresh=True)
    assert np.isinf(noisy_contest.last_gap(case, case.objective, start, make("heavy ball", 50.0, 0.9), 400)).all()


def test_runs_to_judge_with_meet_other_noise_than_those_to_choose_with():
    x = np.zeros((3, noisy_contest.problem("quadratic").objective.dim))
    known, judged = (noisy_contest.seen("quadratic", 3, 0, fresh).draws(0, x) for fresh in (False, True))
    assert not np.isin(known, judged).any()
