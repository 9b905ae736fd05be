"""The eight methods, their expected gaps and their grids."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import noisy_moments
from optbook.schedules import cosine
from optbook.studies.noise import contest


def test_falling_rates_fall_tenfold_to_the_end():
    for method in ("1/t", "1/root t"):
        rates = contest.schedule(method, 0.4, 1000)
        assert rates(0) == 0.4
        assert 10 <= rates(0) / rates(1000) <= 11
    assert contest.schedule("cosine", 0.4, 1000)(1000) == pytest.approx(0)


def test_the_expected_gap_of_a_schedule_is_that_of_its_moments():
    square = noisy_moments(contest.CURVATURES, cosine(0.3, 50), 50, 1.0, contest.SIGMA).square[-1]
    found = contest.expected_gaps("cosine", 0.3, 50)[-1]
    assert found == pytest.approx((contest.CURVATURES * square).sum() / 2, rel=1e-12)


def test_the_larger_batch_makes_an_eighth_of_the_steps_with_an_eighth_of_the_variance():
    found = contest.expected_gaps("larger batch", 0.2, 80)
    few = contest.expected_gaps("constant", 0.2, 10, contest.SIGMA / np.sqrt(8))
    np.testing.assert_allclose(found, few, rtol=1e-14)


def test_the_average_is_the_plain_mean_of_the_later_half():
    steps, average = 10, 0.0
    iterates = np.arange(1.0, steps + 1)
    for step, x in enumerate(iterates, start=1):
        w = contest.weight("averaging", step, steps)
        average = (1 - w) * average + w * x
    assert average == pytest.approx(iterates[5:].mean())


def test_without_noise_expected_gaps_are_those_of_a_run():
    see = contest.task("quadratic").objective
    x = average = np.ones(see.dim)
    for step in range(20):
        x = x - 0.3 * see.grad(x)
        average = average + contest.weight("averaging", step + 1, 20) * (x - average)
    assert contest.expected_gaps("averaging", 0.3, 20, 0.0)[-1] == pytest.approx(see.value(average), rel=1e-12)


def test_all_rates_meet_the_same_samples_and_each_lane_its_own():
    seen = contest.seen("least squares", "constant", 3, 0)
    grad = seen.at(5).grad(np.zeros((2, 3, 5)))
    np.testing.assert_array_equal(grad[0], grad[1])
    assert len(np.unique(grad[0, :, 0])) == 3


def test_methods_that_run_side_by_side_do_not_touch_each_other():
    lr = np.array([0.1, 0.2])
    together = contest.ends("quadratic", {"constant": lr, "averaging": lr[::-1], "moving average": lr}, 4, 1)
    alone = contest.ends("quadratic", {"constant": lr}, 4, 1)
    np.testing.assert_array_equal(together["constant"], alone["constant"])
    swapped = contest.ends("quadratic", {"averaging": lr}, 4, 1)
    np.testing.assert_array_equal(together["averaging"], swapped["averaging"][::-1])
    assert together["moving average"].shape == (2, 4, 10)


def test_the_curvatures_of_digits_and_least_squares_are_the_largest():
    for name in ("least squares", "digits"):
        case, rng = contest.task(name), np.random.default_rng(0)
        v = rng.normal(size=case.objective.dim)
        for _ in range(300):  # the power method, by differences of gradients
            v /= np.linalg.norm(v)
            v = (case.objective.grad(1e-4 * v) - case.objective.grad(-1e-4 * v)) / 2e-4
        assert np.linalg.norm(v) == pytest.approx(case.curvature, rel=1e-3)


def test_a_best_rate_at_the_edge_is_refused():
    with pytest.raises(ValueError, match="its best inside"):
        contest.tune(lambda lr: lr)


def test_each_method_is_tuned_on_its_own():
    wanted = np.array([[0.21], [1.6]])
    found = contest.tune(lambda lr: abs(np.log(lr / wanted)), 2)
    np.testing.assert_allclose(found, 2.0 ** np.array([-2.25, 0.75]))
