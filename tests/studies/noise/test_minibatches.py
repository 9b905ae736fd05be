"""The numbers of the page on minibatches."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.noise import Minibatches
from optbook.studies.noise import minibatches as page


def test_the_samples_gradients_are_those_of_the_model():
    model, x = page.airfoils(), np.linspace(-1, 1, 5)
    expected = model.subset(np.arange(model.count)[:, None]).grad(x)
    np.testing.assert_allclose(page.sample_gradients(x), expected, atol=1e-13)


@pytest.mark.parametrize("replacement", [True, False])
def test_a_batchs_gradient_is_what_the_run_loop_sees(replacement):
    source = Minibatches(page.airfoils(), 30, 5, replacement=replacement, lanes=(7,))
    expected = source.at(0).grad(np.zeros((7, 5)))
    np.testing.assert_allclose(page.batch_gradients(30, 7, replacement, 5), expected, atol=1e-12)


def test_with_replacement_a_batch_of_all_is_not_the_whole_gradient_and_without_it_is():
    whole = page.sample_gradients().mean(0)
    count = page.airfoils().count
    assert np.abs(page.batch_gradients(count, 3, True) - whole).max() > 0.01
    assert np.abs(page.batch_gradients(count, 3, False) - whole).max() < 1e-13


def test_no_best_rate_lies_at_the_end_of_those_tried():
    found = page.work()
    assert found.lr.min() > 0.002
    assert found.lr.max() < 0.95
    assert np.isfinite(found.steps).all()


def test_a_finer_search_of_rates_saves_few_steps():
    coarse, fine = page.work(), page.work(rates=240)
    assert (fine.steps <= coarse.steps).all()
    assert (fine.steps >= 0.95 * coarse.steps - 1).all()


def test_the_epochs_of_a_run_count_its_gradients():
    found = page.descent(10)
    assert found.epoch[-1] == pytest.approx(found.step[-1] / 150)
    np.testing.assert_allclose([found.theory[0], found.mean[0]], 1)


def test_larger_blocks_need_a_larger_memory_and_then_fetch_less():
    found = page.traffic()
    small, middle = 1, 7
    assert found.read[4][small] < found.read[1][small] < found.read[8][small]
    assert found.read[8][middle] < found.read[4][middle] < found.read[1][middle]
    for read in found.read.values():
        assert read[-1] == 3 * found.side**2
        assert (np.diff(read) <= 0).all()


def test_runs_with_another_seed_are_other_runs():
    assert (page.descent(10, 5, seed=1).mean[1:] != page.descent(10, 5, seed=2).mean[1:]).all()


def test_of_one_batch_the_normalized_slope_is_that_of_the_loss():
    rng = np.random.default_rng(0)
    feature, target = rng.normal(size=(2, 9))

    def loss(weight):
        return ((weight * (feature - feature.mean()) / feature.std() - target) ** 2).mean() / 2

    slope = (loss(0.7 + 1e-3) - loss(0.7 - 1e-3)) / 2e-3  # exact but for rounding: the loss is a parabola
    assert page.normalized_gradients(feature, target, 0.7) == pytest.approx(slope, abs=1e-12)


def test_over_all_pairs_the_mean_normalized_slope_is_not_that_of_the_whole():
    feature = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
    first, second = np.triu_indices(5, 1)
    pairs = np.stack([feature[first], feature[second]], axis=1)
    weight = feature.std()
    assert page.normalized_gradients(feature, feature, weight) == pytest.approx(0, abs=1e-14)
    # Of a pair at the distance k the normalized features are -1 and 1, their slope is weight - k/2; the mean k is 2.
    assert page.normalized_gradients(pairs, pairs, weight).mean() == pytest.approx(weight - 1, abs=1e-14)


def test_in_large_batches_the_bias_of_a_normal_feature_is_three_quarters_over_their_size():
    assert 1000 * (1 - page.normal_shrinkage(1000)) == pytest.approx(0.75, rel=1e-2)  # the next term is of order 1/b
