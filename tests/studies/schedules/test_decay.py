"""What the page on falling rates computes."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import median_interval
from optbook.studies.challenges.risk_overfitting import Judged
from optbook.studies.noise.heavy_tails import langevin_variance
from optbook.studies.schedules import decay


def test_on_one_axis_each_rate_is_the_best_for_the_square_before_it():
    curvature, sigma, square = 0.5, decay.SIGMA, 1.0
    rates, end = decay.one_over_t(20, curvature)
    fine = np.linspace(0, 2, 20_001)
    for rate in rates:
        after = (1 - fine * curvature) ** 2 * square + (fine * sigma) ** 2
        assert rate == pytest.approx(fine[after.argmin()], abs=1e-4)
        square = (1 - rate * curvature) ** 2 * square + (rate * sigma) ** 2
    assert end == pytest.approx(square, rel=1e-12)


def test_a_schedule_is_never_better_than_itself():
    found = decay.compare("cosine", other="cosine")
    assert (found.low, found.high, found.sign) == (0, 0, 0)


def test_a_way_begins_at_the_expected_gap_of_the_start():
    assert decay.way("cosine")[0] == pytest.approx(decay.expected_gaps(np.empty((0,)))[0])


def test_sgld_at_a_constant_rate_comes_to_rest_at_its_known_variance():
    at_rest = decay.langevin_squares(np.full(400, 0.1), np.ones(1), 2.0, 3.0)[-1]
    assert at_rest == pytest.approx(langevin_variance(2.0, 0.1, 3.0), rel=1e-10)


def overfitted(of_way):
    """Runs whose test loss is a function of the sum of their rates, the same in all groups."""
    step = np.arange(0, 101, 10)
    way = np.stack([1.0 * step, step - step**2 / 200, step])
    test = of_way(way)[None, :, :, None, None] * np.ones((2, 3, len(step), 12, 6))
    rest = np.ones((2, 3, len(step), 12))
    return Judged(1, step, way, rest, rest, test, rest[0])


def test_where_the_loss_is_a_function_of_the_way_a_fall_is_a_run_of_half_the_length(monkeypatch):
    monkeypatch.setattr(decay, "judged", lambda seed: overfitted(lambda way: 1 + np.abs(way - 20) / 100))
    found = {name: np.exp(each.median) for name, each in decay.overfitting().items()}
    assert found == pytest.approx({"end": 1.3 / 1.8, "half": 1, "chosen": 1.3})
    assert decay.a_cosine_overfits_like_a_constant_rate_for_half_as_long().holds


def test_a_fall_that_took_another_way_would_break_the_claim_on_overfitting(monkeypatch):
    runs = overfitted(lambda way: 1 + np.abs(way - 20) / 100)
    runs.test[:, 1] *= 0.9
    monkeypatch.setattr(decay, "judged", lambda seed: runs)
    assert not decay.a_cosine_overfits_like_a_constant_rate_for_half_as_long().holds


def told(monkeypatch, gentle, harsh, cosine):
    """Let the rules be these medians over the constant rate, and over the cosine."""

    def one(rule, name, seed):
        log = cosine if name == "cosine" else {(0.5, 4): gentle, (0.1, 2): harsh}.get(rule, 0)
        return median_interval(np.full(120, float(log)))

    monkeypatch.setattr(decay, "compare_rule", one)
    return decay.gentle_cuts_on_a_plateau_gain_and_hasty_ones_lose().holds


def test_the_claim_on_plateaus_breaks_where_any_part_of_it_does(monkeypatch):
    assert told(monkeypatch, -0.1, 0.1, 0.1)
    assert not told(monkeypatch, 0, 0.1, 0.1)
    assert not told(monkeypatch, -0.1, 0, 0.1)
    assert not told(monkeypatch, -0.1, 0.1, -0.1)
