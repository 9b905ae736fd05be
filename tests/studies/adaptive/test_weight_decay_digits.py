"""Networks on digits, with a penalty and with a decay."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.data import load
from optbook.models import MLP
from optbook.noise import Minibatches
from optbook.optimizers import AdamW
from optbook.schedules import cosine
from optbook.studies.adaptive import weight_decay_digits


@pytest.fixture(scope="module")
def short():
    return weight_decay_digits.digits_grid(lanes=2, steps=6, batch_size=4)


def run_of_adamw(lr, decay):
    """Test losses of six plain steps, in double precision."""
    data = load("digits", test_share=0.8)
    model, half = MLP(data.train_inputs, data.train_targets, hidden=(16,)), len(data.test_targets) // 2
    method = AdamW(cosine(lr, 6), weight_decay=decay)
    x, source = model.initialize(0, batch=(2,)), Minibatches(model, 4, 0, lanes=(2,))
    state = method.init(x)
    for step in range(6):
        delta, state = method.update(source.at(step).grad(x), state, x)
        x = x + delta
    return MLP(data.test_inputs[half:], data.test_targets[half:], hidden=(16,), classes=10).value(x)


def test_a_cell_is_a_plain_run_of_adamw(short):
    """In single precision: six steps of rounding at 6e-8, magnified where Adam divides by small roots."""
    lr, decay = weight_decay_digits.RATES[1], weight_decay_digits.DECAYS[4]
    np.testing.assert_allclose(short.test[1, 1, 4], run_of_adamw(lr, decay), rtol=1e-3)


def test_runs_with_neither_have_rates_of_their_own():
    runs = weight_decay_digits.plain(lanes=2, steps=6, batch_size=4)
    for rate, found in zip(weight_decay_digits.PLAIN_RATES, runs, strict=True):
        np.testing.assert_allclose(found, run_of_adamw(rate, 0.0), rtol=1e-3)


def test_the_best_cells_are_where_the_mean_is_least(short):
    for method in range(2):
        mean = short.chosen[method].mean(-1)
        assert mean[tuple(short.best[method])] == mean.min()
        np.testing.assert_array_equal(short.at_best[method], short.test[method][tuple(short.best[method])])


def test_a_lane_that_chooses_alone_finds_its_own_least(short):
    for method in range(2):
        for lane in range(2):
            place = np.unravel_index(short.chosen[method, ..., lane].argmin(), short.chosen.shape[1:3])
            assert short.alone[method, lane] == short.test[method][(*place, lane)]


def test_a_thinned_grid_has_every_other_strength(short):
    np.testing.assert_array_equal(short.thinned().test, short.test[:, :, [1, 3]])


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_no_best_cell_is_at_the_edge_of_the_grid(seed):
    """For the three sets of seeds that the page shows."""
    found = weight_decay_digits.digits_grid(seed=seed)
    for rate, strength in found.best:
        assert 0 < rate < len(weight_decay_digits.RATES) - 1
        assert 0 < strength < len(weight_decay_digits.DECAYS) - 1
    assert 0 < weight_decay_digits.plain(seed=seed).mean(-1).argmin() < len(weight_decay_digits.PLAIN_RATES) - 1


def test_without_biases_the_weights_alone_are_decayed():
    model = MLP(np.zeros((3, 4)), np.array([0, 1, 2]), hidden=(5,))
    strengths = model.unflatten(weight_decay_digits.without_biases(model, 0.25))
    assert {name: set(array.ravel()) for name, array in strengths.items()} == {
        "weight0": {0.25},
        "bias0": {0},
        "weight1": {0.25},
        "bias1": {0},
    }


def test_where_all_is_decayed_it_is_a_plain_run_of_adamw_and_where_biases_are_spared_it_is_not():
    every, weights = weight_decay_digits.spared(1 / 16, 1 / 4, lanes=2, steps=6, batch_size=4, seed=0)
    np.testing.assert_allclose(every, run_of_adamw(1 / 16, 1 / 4), rtol=1e-3)  # in single precision
    assert (np.abs(weights / every - 1) > 1e-4).all()
