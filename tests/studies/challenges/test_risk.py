"""The numbers of the page on risk."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import RippledWell
from optbook.studies.challenges import risk, risk_overfitting
from optbook.studies.challenges.risk_samples import LOSS, RISK, descents, learned, lowest, shifts


def test_the_pair_has_its_known_minimizers_and_excess():
    found = risk.pair()
    numbers = (found.f.x, found.g.x, found.g.value, found.excess)
    np.testing.assert_allclose(numbers, (1.0904, 1.0170, -1.2085, 0.0312), atol=5e-5)


def test_the_curves_are_the_amplitude_apart():
    assert risk.pair().apart == pytest.approx(RippledWell().amplitude, rel=1e-6)


def test_another_amplitude_breaks_the_claim_on_the_mark(monkeypatch):
    assert risk.the_printed_mark_is_no_minimum().holds
    monkeypatch.setattr(risk, "RippledWell", lambda: RippledWell(RippledWell().amplitude * 1.5))
    assert not risk.the_printed_mark_is_no_minimum().holds


def test_the_risk_has_its_known_minimum():
    best = lowest(RISK)
    np.testing.assert_allclose((best.x, best.value), (1.0722, -0.9207), atol=5e-5)


def test_the_sandwich_has_its_known_filling():
    theory = risk.theory()
    np.testing.assert_allclose((theory.slope, theory.spread), (1.5851, 0.1531), atol=5e-5)
    np.testing.assert_allclose(theory.spread / np.sqrt([10, 100, 1000]), (0.0484, 0.0153, 0.0048), atol=5e-5)
    assert theory.excess == pytest.approx(theory.spread**2 * lowest(RISK).bend / 2, rel=1e-14)


def test_the_variance_of_the_slope_agrees_with_a_large_sample():
    slopes = LOSS.slope(lowest(RISK).x + shifts(200_000, 1)[0])
    # Four standard errors of a mean and of a standard deviation (the slope's fourth moment is near the normal one).
    assert abs(slopes.mean()) < 4 * risk.theory().slope / np.sqrt(200_000)
    assert slopes.std() == pytest.approx(risk.theory().slope, rel=4 / np.sqrt(400_000))


def test_the_parts_of_the_gap_have_their_signs_and_their_sum():
    runs = learned(sizes=(20,), lanes=500)
    assert (runs.excess >= 0).all()
    assert (runs.flattery >= 0).all()
    # The luck has the mean zero, within four of its standard errors.
    assert abs(runs.luck.mean()) < 4 * runs.luck.std() / np.sqrt(500)
    np.testing.assert_allclose(runs.gap, runs.excess + runs.flattery + runs.luck, atol=1e-15)


def test_enough_is_where_the_errors_meet():
    runs = descents(sizes=(100,), lanes=200)
    (step,) = risk.enough(runs)
    before, after = runs.optimization[0, int(step)], runs.optimization[0, int(step) + 1]
    assert before > risk.theory().excess / 100 >= after


def test_only_the_ripple_is_outside_the_span_of_the_losses():
    ripple, sample = risk.misfits()
    assert sample < 1e-13
    assert ripple > 0.1


def test_one_half_of_the_test_digits_chooses_the_step_and_the_other_judges(monkeypatch):
    step, lanes = np.arange(5), 8
    groups = [np.abs(step - 1) + 1.0, np.array([9.0, 4, 9, 2, 6])]  # they alternate: one kind chooses, one judges
    test = np.stack(groups * 3, -1)[None, None, :, None] * np.ones((2, 3, 1, lanes, 1))
    flat = np.ones((2, 3, 5, lanes))
    ramp = np.ones((3, 5, lanes)) * step[:, None] / 4
    runs = risk_overfitting.Judged(1, step, np.ones((3, 5)), flat, flat, test, ramp)
    monkeypatch.setattr(risk, "judged", lambda seed: runs)
    found = risk.gone_on()
    assert found.test.median == pytest.approx(np.log(6 / 4))
    assert (found.accuracy.median, found.learned.median, found.train.median) == (2, 3 / 4, 0)


def test_without_wrong_labels_the_claim_on_them_breaks(monkeypatch):
    all_true = risk_overfitting.judged(share=0.0)
    monkeypatch.setattr(risk, "judged", lambda seed: all_true)
    assert not risk.a_run_that_goes_on_too_long_learns_the_wrong_labels().holds
