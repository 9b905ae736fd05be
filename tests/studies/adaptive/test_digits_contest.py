"""One contest on digits serves the pages on Adam, its failures, signs and Adadelta."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import Adam, GradientDescent
from optbook.studies.adaptive.digits_contest import best, compete, losses


def test_losses_are_those_of_a_run_alone():
    found = losses(Adam, (-7, -5), lanes=2, steps=6, seed=3)
    data = load("digits")
    model = MLP(data.train_inputs, data.train_targets, hidden=(16,))
    starts = model.initialize(3, batch=(2,)).astype(np.float32)
    run = descend(Minibatches(model, 32, 3, lanes=(2,)), starts, Adam(2.0**-5), 6)
    np.testing.assert_allclose(found[1], run.value[-1], rtol=1e-5)


def test_a_scaled_gradient_is_a_scaled_rate_for_gradient_descent():
    one = losses(GradientDescent, (-3,), lanes=2, steps=5, scale=4.0)
    np.testing.assert_array_equal(one, losses(GradientDescent, (-1,), lanes=2, steps=5))


def test_the_best_row_has_the_least_geometric_mean_and_no_nan():
    assert best(np.array([[1.0, 100.0], [9.0, 9.0], [np.nan, 1e-9]])) == 1


def test_rates_are_chosen_on_some_runs_and_judged_on_others():
    asked = []

    def train(name, exponents, lanes=5, seed=0):
        asked.append((name, exponents, seed))
        floor = {"Adam": 2.0, "other": 3.0}[name]
        spread = np.exp(np.random.default_rng(seed + len(name)).normal(0, 0.01, (len(exponents), lanes)))
        return (floor + np.abs(np.array(exponents) + 4.0)[:, None]) * spread

    found = compete(train, {"Adam": (-6, -5, -4, -3), "other": (-4, -3)}, lanes=9, seed=7)
    assert found.exponent == {"Adam": -4, "other": -4}
    assert found.inside == {"Adam": True, "other": False}
    assert [seed for *_, seed in asked] == [7, 1007, 7, 1007]
    assert found.ratio["Adam"] == (1, 1, 1)
    assert found.verdict("other") == "worse"
    assert found.ratio["other"].low < 1.5 < found.ratio["other"].high
