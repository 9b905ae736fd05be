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
