"""Schedules on small networks for digits."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.studies.schedules import decay_digits as study
from optbook.studies.schedules.decay_quadratic import schedule


@pytest.fixture(scope="module")
def short():
    return study.nets("cosine", lanes=6, steps=7, batch_size=4)


def test_a_cell_is_a_plain_run(short):
    """In single precision: seven steps of rounding at 6e-8."""
    data, place = load("digits"), 2
    model, following = MLP(data.train_inputs, data.train_targets, hidden=(8,)), schedule("cosine", study.PEAKS[2], 7)
    x, source = model.initialize(0, batch=(6,)), Minibatches(model, 4, 0, lanes=(6,))
    for step in range(7):
        x = x - following(step) * source.at(step).grad(x)
    held = MLP(data.test_inputs, data.test_targets, hidden=(8,), classes=10)
    np.testing.assert_allclose(short.train[place], model.value(x), rtol=1e-4)
    np.testing.assert_allclose(short.test[place], held.value(x), rtol=1e-4)


def test_the_first_runs_choose_and_the_others_judge():
    train, choosing = np.ones((7, 20)), study.CHOOSING
    train[3, :choosing], train[2, choosing:] = 0.5, 0.1
    found = study.Nets(train, 2 * train)
    assert found.place == 3
    np.testing.assert_array_equal(found.judged, np.ones((2, 20 - choosing)) * [[1], [2]])


def test_a_best_peak_at_the_edge_is_refused():
    train = np.arange(7.0)[:, None] * np.ones(20)
    with pytest.raises(ValueError, match="its best inside"):
        study.Nets(train, train).place  # noqa: B018
