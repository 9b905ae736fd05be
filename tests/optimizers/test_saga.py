"""SAGA: right on average, at rest at the minimum, and the loop that it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend, finish
from optbook.models import LeastSquares
from optbook.noise import Minibatches
from optbook.optimizers import SAGA

RNG = np.random.default_rng(0)
MODEL = LeastSquares(RNG.normal(size=(12, 3)), RNG.normal(size=12))
IN_ORDER = Minibatches(MODEL, 1, order="given")


def test_over_all_samples_the_mean_step_is_that_of_gradient_descent():
    """Steps 0 to 11 of a source in order see each sample once: what each of them would do from one state."""
    method = SAGA(IN_ORDER, lr=0.1)
    x, state = finish(IN_ORDER, np.ones(3), method, 5)
    steps = [method.update(IN_ORDER.at(i).grad(x), state._replace(step=i), x)[0] for i in range(12)]
    assert np.std(steps, axis=0).min() > 1e-6
    np.testing.assert_allclose(np.mean(steps, axis=0), -0.1 * MODEL.grad(x), rtol=1e-12)


@pytest.mark.parametrize("lanes", [(), (2,)])
def test_it_is_the_loop_of_the_paper(lanes):
    source, start = Minibatches(MODEL, 1, seed=3, replacement=True, lanes=lanes), np.ones((*lanes, 3))
    x, kept = np.ones(3), []
    table = np.array([MODEL.subset([i]).grad(x) for i in range(12)])
    for step in range(25):
        i = source.indices(step)[..., 0].ravel()[-1]  # of the last lane
        new = MODEL.subset([i]).grad(x)
        x = x - 0.05 * (new - table[i] + table.mean(0))
        table[i] = new
        kept.append(x)
    made = descend(source, start, SAGA(source, 0.05), 25).x[1:].reshape(25, -1, 3)[:, -1]
    np.testing.assert_allclose(made, kept, rtol=1e-11)


def test_the_mean_that_it_keeps_is_that_of_its_table():
    source = Minibatches(MODEL, 1, replacement=True, lanes=(4,))
    _, state = finish(source, np.ones((4, 3)), SAGA(source, 0.05), 40)
    np.testing.assert_allclose(state.mean, state.table.mean(-2), atol=1e-14)  # forty sums of numbers near one
    assert state.table.shape == (4, 12, 3)


def test_it_stays_at_the_minimum():
    source = Minibatches(MODEL, 1, replacement=True)
    x = descend(source, MODEL.minimum, SAGA(source, 0.1), 30).x
    np.testing.assert_allclose(x, np.broadcast_to(MODEL.minimum, x.shape), atol=1e-14)  # rounding of the solution


def test_a_row_of_rates_is_a_row_of_runs():
    source, lr = Minibatches(MODEL, 1, replacement=True), np.array([[0.02], [0.05]])
    together = descend(source, np.ones(3), SAGA(source, lr), 20).x
    np.testing.assert_allclose(together[:, 1], descend(source, np.ones(3), SAGA(source, 0.05), 20).x, rtol=1e-12)


def test_more_than_one_sample_a_step_is_refused():
    with pytest.raises(ValueError, match="source: got '2 samples a step', takes one sample a step"):
        SAGA(Minibatches(MODEL, 2), 0.1)
