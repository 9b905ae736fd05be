"""Some runs choose the peak, the others judge."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import GradientDescent
from optbook.studies.schedules import digits_nets as study


def test_the_first_runs_choose_and_the_others_judge():
    train, choosing = np.ones((7, 20)), study.CHOOSING
    train[3, :choosing], train[2, choosing:] = 0.5, 0.1
    found = study.Nets(train, 2 * train)
    assert found.place == 3
    np.testing.assert_array_equal(found.judged, np.ones((2, 20 - choosing)) * [[1], [2]])


def test_a_best_peak_at_the_edge_is_refused():
    train = np.arange(1.0, 9.0)[:, None] * np.ones(20)
    with pytest.raises(ValueError, match="its best inside"):
        study.Nets(train, train).place  # noqa: B018


def test_an_optimizer_without_an_average_has_its_last_iterate_twice():
    rates = np.array([0.1, 0.2, 0.4])[:, None, None]
    last, average = study.trained(GradientDescent(rates), 3, lanes=2, steps=4, batch_size=8, seed=0)
    np.testing.assert_array_equal(last.train, average.train)
    assert last.train.shape == last.test.shape == (3, 2)


def test_a_run_that_leaves_all_bounds_has_an_infinite_loss():
    rates = np.array([0.1, 1e38])[:, None, None]
    last, _ = study.trained(GradientDescent(rates), 2, lanes=2, steps=4, batch_size=8, seed=0)
    assert np.isfinite(last.train[0]).all()
    assert np.isposinf(last.train[1]).all()
