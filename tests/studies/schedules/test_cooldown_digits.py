"""Cooldowns and averages on small networks for digits."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.studies.schedules import cooldown_digits as study
from optbook.studies.schedules.cooldown_quadratic import rates_of


@pytest.mark.parametrize("name", ["linear, 1/2", "constant"])
def test_a_cell_is_a_plain_run_and_the_average_of_the_constant_one_that_of_its_last_fifth(name):
    """In single precision: ten steps of rounding at 6e-8."""
    last, mean = study.trained(name, lanes=6, steps=10, batch_size=4)
    data, place, (shape, share) = load("digits"), 2, study.WAYS[name]
    model, rates = MLP(data.train_inputs, data.train_targets, hidden=(8,)), rates_of(shape, study.PEAKS[2], 10, share)
    x, source, kept = model.initialize(0, batch=(6,)), Minibatches(model, 4, 0, lanes=(6,)), []
    for step in range(10):
        x = x - rates[step] * source.at(step).grad(x)
        kept.append(x)
    averaged = (kept[-1] + kept[-2]) / 2 if name == "constant" else x
    np.testing.assert_allclose(last.train[place], model.value(x), rtol=1e-4)
    np.testing.assert_allclose(mean.train[place], model.value(averaged), rtol=1e-4)
    held = MLP(data.test_inputs, data.test_targets, hidden=(8,), classes=10)
    np.testing.assert_allclose(last.test[place], held.value(x), rtol=1e-4)


def test_a_way_is_never_better_than_itself():
    found = study.compare("constant", other="constant")
    assert (found.low, found.high, found.sign) == (0, 0, 0)
