"""The numbers of the page on local and global minima."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import expit, xlogy

from optbook.objectives import CosineWell, LogCosh, LogisticNeuron, SquaredNeuron
from optbook.studies.convexity import local_is_global


def test_the_chord_of_the_well_joins_its_two_minima():
    (way,) = local_is_global.detours(CosineWell())
    np.testing.assert_allclose([way.start, way.end], [-0.2739, 1.0904], atol=5e-5)
    np.testing.assert_allclose([way.chord[0], way.chord[-1]], [way.curve[0], way.curve[-1]], atol=1e-15)


def test_a_chord_of_a_convex_curve_is_never_below_it():
    way = local_is_global.chord(LogCosh(), -3.0, 2.0)
    assert (way.curve <= way.chord + 1e-14).all()
    assert way.stretch < 1e-3


def test_the_neuron_has_the_losses_of_its_formula():
    w = np.linspace(-2, 3, 7)
    a, y = np.array([10.0, 1.0, 1.0, 1.0]), np.array([0.1, 0.9, 0.9, 0.9])
    p = expit(w[:, None] * a)
    np.testing.assert_allclose(SquaredNeuron().f(w), ((p - y) ** 2).mean(-1), rtol=1e-12)
    entropy = -(xlogy(y, p) + xlogy(1 - y, expit(-w[:, None] * a))).mean(-1)
    np.testing.assert_allclose(LogisticNeuron().f(w), entropy, rtol=1e-12)


def test_each_start_ends_at_the_minimum_on_its_side():
    (good,), (poor,) = SquaredNeuron().minima
    runs = local_is_global.starts(SquaredNeuron, count=9)
    crest = 0.3602
    np.testing.assert_allclose(runs.x[-1], np.where(runs.x[0] < crest, good, poor), atol=1e-4)


def test_runs_on_the_floor_never_move_along_it():
    runs = local_is_global.floor(count=5)
    np.testing.assert_allclose(
        runs.x @ [2.0, -1.0], np.broadcast_to(runs.x[0] @ [2.0, -1.0], runs.x.shape[:2]), atol=1e-12
    )


def test_the_run_without_end_begins_like_its_flow():
    run = local_is_global.endless(steps=100)
    assert run.step[0] == 0
    assert run.value[0] == run.flow[0] == 1
    assert run.value[1] == pytest.approx(np.exp(-0.1))


def test_kept_steps_begin_at_zero_and_end_at_the_last():
    kept = local_is_global.spread(1000, 20)
    assert kept[0] == 0
    assert kept[-1] == 1000
    assert (np.diff(kept) > 0).all()
