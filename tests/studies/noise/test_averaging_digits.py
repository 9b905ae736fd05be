"""Averaged networks on digits."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent
from optbook.studies.noise.averaging_digits import averaged_nets


@pytest.fixture(scope="module")
def short():
    return averaged_nets(lanes=2, steps=8, batch_size=4)


def test_the_last_iterate_is_that_of_a_plain_run(short):
    """In single precision: eight steps of rounding at 6e-8."""
    data = load("digits")
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    x, source, iterates = model.initialize(0, batch=(2,)), Minibatches(model, 4, 0, lanes=(2,)), []
    for step in range(8):
        x = x + GradientDescent(0.5).update(source.at(step).grad(x), GradientDescent(0.5).init(x), x)[0]
        iterates.append(x)
    np.testing.assert_allclose(short.train[0, 1], model.value(x), rtol=1e-5)
    np.testing.assert_allclose(short.train[1, 1], model.value(np.mean(iterates[4:], axis=0)), rtol=1e-5)


def test_every_way_is_measured_for_every_rate_and_run(short):
    assert short.train.shape == short.test.shape == short.accuracy.shape == (3, 5, 2)
    assert short.mixed.shape == (5, 2)
    assert (short.accuracy >= 0).all()
    assert (short.accuracy <= 1).all()


def test_two_lanes_have_one_mixture(short):
    np.testing.assert_allclose(short.mixed[:, 0], short.mixed[:, 1], rtol=1e-6)
