"""A constant rate cooled at its end, on the noisy quadratic."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.schedules import warmup_stable_decay
from optbook.studies.noise import contest
from optbook.studies.schedules import cooldown_quadratic as study


@pytest.mark.parametrize("share", [0.0, 0.2, 1.0])
@pytest.mark.parametrize("final", [0.0, 0.25])
def test_the_linear_cooldown_is_warmup_stable_decay(share, final):
    length = round(share * 50)
    book = warmup_stable_decay(0.4, 0, 50 - length, length, final * 0.4)(np.arange(50))
    np.testing.assert_allclose(study.rates_of("linear", 0.4, 50, share, final), book, rtol=1e-12)


@pytest.mark.parametrize("shape", study.SHAPES)
def test_each_shape_falls_from_one_to_zero(shape):
    values = study.SHAPES[shape](np.linspace(0, 1, 101))
    assert values[0] == 1
    assert values[-1] == pytest.approx(0, abs=1e-15)
    assert (np.diff(values) < 0).all()


def test_the_root_before_the_cooldown_is_a_power_of_the_step():
    rates = study.rates_of("linear", 0.4, 50, 0.0, before="root")
    np.testing.assert_allclose(rates, 0.4 / np.sqrt(1 + np.arange(50) / 100), rtol=1e-12)


def test_the_gap_of_the_cosine_is_that_of_the_contest():
    own = study.expected_gaps(study.rates_of("cosine", study.PEAKS, 60, 1.0))
    np.testing.assert_allclose(own, contest.expected_gaps("cosine", study.PEAKS, 60), rtol=1e-12)


def test_the_average_of_one_iterate_is_that_iterate():
    last = study.expected_gaps(study.rates_of("linear", study.PEAKS, 50, 0.0))[-1]
    np.testing.assert_allclose(study.tail_averages(study.PEAKS, 50, 1 / 50), last, rtol=1e-12)


def test_branches_cost_what_a_count_of_their_updates_says():
    budgets, share = (10, 20, 40), 0.2
    made = {("long", step) for step in range(32)}
    for steps in budgets:
        made |= {(steps, step) for step in range(round((1 - share) * steps), steps)}
    assert study.updates(budgets, share) == (70, len(made))


def test_branches_of_a_peak_are_runs_with_that_peak():
    place = 12
    exact = [study.expected_gaps(study.rates_of("linear", study.PEAKS[place], steps))[-1] for steps in study.BUDGETS]
    np.testing.assert_allclose(study.branches()[:, place], exact, rtol=1e-12)


def test_a_best_peak_at_the_edge_is_refused():
    with pytest.raises(ValueError, match="its best inside"):
        study.least(study.PEAKS)


def test_the_best_share_has_the_least_gap():
    share, gap = study.best_share("linear")
    assert gap == study.tuned("linear", share).gap == study.by_share("linear").min()
