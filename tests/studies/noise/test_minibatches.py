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
