"""Loops and the rates that they use."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.schedules import cosine
from optbook.studies.schedules import off_by_one_rates as rates


def test_what_was_meant_is_the_schedule_at_each_update():
    meant = {name: made() for name, made in rates.RIGHT.items()}
    step = np.arange(rates.STEPS)
    assert meant["factor"] == pytest.approx(rates.FACTOR ** (step // rates.BATCHES))
    assert meant["cosine"] == pytest.approx(cosine(1.0, rates.STEPS)(step))
    assert meant["warmup by steps"][: rates.BATCHES].max() < 1


def test_each_mistake_changes_the_rates_and_not_their_number():
    for case in rates.cases().values():
        meant = rates.RIGHT[case.right]()
        assert case.rates.shape == meant.shape
        assert (case.rates != meant).any()


def test_a_warmup_from_zero_begins_with_nothing():
    assert rates.cases()["warmup from zero"].rates[0] == 0
    assert rates.cases()["set after, from zero"].rates[[0, rates.BATCHES]].tolist() == [1, 0]


def test_a_run_that_is_resumed_at_its_count_is_the_whole_run():
    schedule = cosine(1.0, rates.STEPS)
    assert (rates.resumed(schedule, 100, 100) == rates.RIGHT["cosine"]()).all()


def test_without_noise_the_expected_loss_is_a_product(monkeypatch):
    monkeypatch.setattr(rates, "NOISE", 0.0)
    used = np.array([0.3, 0.7, 1.1])
    left = np.prod(1 - used[:, None] * rates.CURVATURES, axis=0)
    assert rates.expected_loss(used) == pytest.approx((rates.CURVATURES * left**2).sum() / 2)
