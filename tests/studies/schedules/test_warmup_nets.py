"""Networks with a warmup and without."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.noise import Minibatches
from optbook.studies.schedules import warmup_nets as study


def test_a_cell_is_a_plain_run():
    """In single precision: six steps of rounding at 6e-8, magnified by a steep start."""
    found, model = study.nets(1, 2, lanes=5, batch_size=4, steps=6), study.net()
    x, source = model.initialize(0, "he", batch=(5,)), Minibatches(model, 4, 0, lanes=(5,))
    rates = found.peak[1] * np.array([1 / 2, 1, 1, 1, 2 / 3, 1 / 3])
    for step, rate in enumerate(rates):
        x = x - rate * source.at(step).grad(x)
    np.testing.assert_allclose(found.loss[1], model.value(x), rtol=1e-4)


def test_the_starts_differ_by_their_scale_only():
    np.testing.assert_allclose(study.starts(3, 2, 1), 3 * study.starts(1, 2, 1), rtol=1e-6)


def test_the_schedule_is_at_its_peak_from_the_end_of_the_warmup_to_the_middle():
    rates = study.schedule(0.5, study.WARMUP)(np.arange(study.STEPS))
    level = slice(study.WARMUP - 1, study.STEPS // 2 + 1)
    np.testing.assert_allclose(rates[level], 0.5)
    assert (np.diff(rates[: study.WARMUP]) > 0).all()
    assert (np.diff(rates[study.STEPS // 2 :]) < 0).all()


def test_the_first_runs_choose_and_the_others_judge():
    loss, choosing = np.ones((7, 10)), study.CHOOSING
    loss[3, :choosing], loss[2, choosing:] = 0.5, 0.1
    found = study.Nets(study.PEAKS[3], loss)
    assert found.place == 3
    np.testing.assert_array_equal(found.judged, np.ones(10 - choosing))


def test_the_lowest_mean_is_over_all_runs():
    loss = np.full((7, 8), 4.0)
    loss[2], loss[3, : study.CHOOSING] = [1, 4] * 4, 1.5
    assert study.Nets(study.PEAKS[1], loss).lowest == pytest.approx(2)
    with pytest.raises(ValueError, match="cost"):
        _ = study.Nets(study.PEAKS[1], loss[2:]).lowest


def test_the_curvature_at_the_start_is_the_growth_of_gradients_along_its_eigenvector():
    """The power method, by differences of gradients."""
    found = study.sharpness(1, study.WARMUP, 0.01, samples=40)
    model, x = study.net().subset(np.arange(40)), study.starts(1, 1, 0)[0].astype(float)
    v = np.random.default_rng(0).normal(size=model.dim)
    for _ in range(200):
        v /= np.linalg.norm(v)
        v = (model.grad(x + 1e-6 * v) - model.grad(x - 1e-6 * v)) / 2e-6
    assert 2 / np.linalg.norm(v) == pytest.approx(found.limit[0], rel=0.01)
