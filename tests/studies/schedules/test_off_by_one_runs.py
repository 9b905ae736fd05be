"""Verdicts on costs."""

from __future__ import annotations

from optbook.studies.schedules.off_by_one_runs import Cost


def test_an_interval_that_holds_one_is_a_tie():
    assert Cost(0.9, 1.0, 1.1, 0.1, 1.0).verdict == "tie"
    assert Cost(1.1, 1.2, 1.3, 0.1, 1.0).verdict == "worse"
    assert Cost(0.7, 0.8, 0.9, 0.1, 1.0).verdict == "better"
