"""The runs behind the comparison of Schedule-Free with rates that fall."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.schedules import schedule_free_runs as runs
from optbook.studies.schedules.rate_free_runs import rate_sweep


def test_the_constant_rate_is_the_one_of_the_other_page():
    here = runs.train("logistic", "constant", (0.125,), 8).x[-1, 0]
    np.testing.assert_allclose(here, rate_sweep().last[5], rtol=1e-9)


def test_methods_without_an_average_are_evaluated_at_the_iterate():
    run = runs.train("logistic", "linear", (0.5,), 2, steps=20)
    np.testing.assert_array_equal(run.x, run.y)


def test_paths_keep_what_they_are_asked_for():
    run = runs.train("logistic", "free", (0.5, 1.0), 2, steps=20, every=5)
    np.testing.assert_array_equal(run.step, [5, 10, 15, 20])
    assert run.z.shape == (4, 2, 2)


@pytest.mark.parametrize("place", ["logistic", "digits"])
def test_the_best_rates_are_inside_the_grid(place):
    found = runs.contest(place)
    assert all(runs.RATES[place][0] < rate < runs.RATES[place][-1] for rate in found.rate.values())


def test_longer_decays_leave_less():
    assert (np.diff(runs.ends_of_decays()) < 0).all()
