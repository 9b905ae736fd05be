"""The numbers of the page on stochastic gradients."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import noisy_moments, stationary_variance
from optbook.schedules import exponential
from optbook.studies.noise import stochastic_gradients as page


def test_the_stationary_deviations_have_their_known_values():
    sd = np.sqrt(stationary_variance(page.CURVATURES, 0.1))
    np.testing.assert_allclose(sd, [0.1667, 0.125], atol=5e-5)


def test_the_exponential_schedule_has_its_known_sum_and_leaves_its_known_mean():
    assert page.SCHEDULES["exponential"](np.arange(1000)).sum() == pytest.approx(1.0508, abs=5e-5)
    moments = noisy_moments(page.CURVATURES, page.SCHEDULES["exponential"], 1000, page.START)
    assert moments.mean[-1, 0] == pytest.approx(-0.541, abs=5e-4)


def test_a_counter_that_starts_at_two_leaves_more():
    late = exponential(0.1 * np.exp(-0.2), 0.1)
    assert late(np.arange(1000)).sum() == pytest.approx(0.86, abs=5e-4)
    assert noisy_moments(2.0, late, 1000, -5.0).mean[-1] == pytest.approx(-0.826, abs=5e-4)


def test_runs_repeat_and_other_seeds_give_other_runs():
    args = (page.SCHEDULES["constant"], 5, 20)
    np.testing.assert_array_equal(page.noisy_run(*args).x, page.noisy_run.__wrapped__(*args).x)
    assert (page.noisy_run(*args).x[-1] != page.noisy_run(*args, seed=1).x[-1]).all()


def test_the_band_holds_its_share_of_the_runs():
    found = page.spreads(lanes=200, steps=50)["polynomial"]
    distance = np.linalg.norm(page.noisy_run(page.SCHEDULES["polynomial"], 200, 50).x, axis=-1)
    inside = ((distance >= found.low[:, None]) & (distance <= found.high[:, None])).mean(1)
    np.testing.assert_allclose(inside[1:], found.share, atol=0.01)
    assert ((found.low <= found.median) & (found.median <= found.high)).all()


def test_a_verdict_from_one_pair_of_runs_is_a_coin_toss_at_the_start():
    """After one step both kinds of run obey one law, since both begin at the same rate."""
    assert page.wrong_verdicts(1) == pytest.approx(0.5, abs=0.08)
    assert page.wrong_verdicts(1000) < 0.2


def test_the_smallest_rate_is_the_best_in_the_end_and_the_worst_at_first():
    found = page.tradeoff(lanes=100)
    assert (np.diff(found.theory[3]) > 0).all()
    assert (np.diff(found.theory[-1, :3]) < 0).all()
    np.testing.assert_allclose(found.distance[1:6], found.theory[1:6], rtol=0.2)


def test_at_the_minimum_the_samples_pull_in_all_directions():
    found = page.cloud()
    angles = np.arctan2(*found.gradients[1].T)
    assert (np.histogram(angles, 4, (-np.pi, np.pi))[0] > 20).all()
    assert np.linalg.norm(found.full[1]) < 1e-12
