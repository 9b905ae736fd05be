"""Schedules on a noisy quadratic: expected gaps, their slope, and the grid."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import noisy_moments
from optbook.schedules import cosine
from optbook.studies.schedules import decay_quadratic as study


def test_the_gap_of_a_schedule_is_that_of_its_moments():
    square = noisy_moments(study.CURVATURES, cosine(0.3, 50), 50, 1.0, study.SIGMA).square
    exact = (study.CURVATURES * square).sum(-1) / 2
    np.testing.assert_allclose(study.expected_gaps(study.rates_of("cosine", 0.3, 50)), exact, rtol=1e-12)


def test_the_sum_over_updates_is_the_recursion():
    rates = np.random.default_rng(0).uniform(0, 1.5, 40)
    last = study.expected_gaps(rates)[-1]
    assert study.unrolled_gap(rates) == pytest.approx(last, rel=1e-12)
    assert study.gap_and_slope(rates)[0] == pytest.approx(last, rel=1e-12)


def test_the_slope_is_that_of_complex_steps():
    rates = np.random.default_rng(1).uniform(0, 1.5, 12)
    for place in range(len(rates)):
        moved, square = rates + 0j, np.ones_like(study.CURVATURES) + 0j
        moved[place] += 1e-30j
        for rate in moved:
            square = (1 - rate * study.CURVATURES) ** 2 * square + (rate * study.SIGMA) ** 2
        exact = (study.CURVATURES * square).sum().imag / 2e-30
        assert study.gap_and_slope(rates)[1][place] == pytest.approx(exact, rel=1e-10)


def test_a_search_over_two_rates_finds_the_best_of_a_fine_grid():
    fine = np.linspace(0, 1.5, 301)
    first, second = (axis.ravel() for axis in np.meshgrid(fine, fine))
    least = study.expected_gaps(np.stack([first, second]))[-1].min()
    found = study.gap_and_slope(study.best_rates(2))[0]
    # The grid misses the least gap by at most its curvature, of the order of one, times half a step squared.
    assert least - 1e-4 < found <= least


def test_each_schedule_begins_at_its_peak_and_ends_as_it_says():
    ends = {"constant": 1, "factor": 1 / 100, "multi-factor": 1 / 100, "polynomial": 1 / np.sqrt(101)}
    for name in study.NAMES:
        following = study.schedule(name, 0.4, 700)
        assert following(0) == pytest.approx(0.4)
        if name in ends:
            assert following(700) == pytest.approx(0.4 * ends[name])
    assert study.schedule("cosine", 0.4, 700)(700) == pytest.approx(0)


def test_restarts_are_back_at_the_peak_after_one_and_three_sevenths():
    rates = study.rates_of("restarts", 0.4, 700)
    assert np.flatnonzero(rates == 0.4).tolist() == [0, 100, 300]


def test_a_best_peak_at_the_edge_is_refused():
    with pytest.raises(ValueError, match="its best inside"):
        study.least(study.PEAKS)


def test_runs_keep_their_gaps_at_the_ends_of_the_periods():
    found = study.runs(lanes=3, steps=70)
    assert found.step.tolist() == [10, 20, 30, 50, 70]
    assert found.gap.shape == (6, 5, 3)
