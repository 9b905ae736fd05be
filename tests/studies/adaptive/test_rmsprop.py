"""The numbers of the page on RMSProp."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import RMSProp
from optbook.studies.adaptive import rmsprop


def test_the_valley_looks_solved_before_it_cycles():
    distance = np.linalg.norm(rmsprop.valley_run().x, axis=-1)
    assert distance[20] == pytest.approx(0.010598, abs=1e-6)
    assert distance.min() < 1e-9
    assert distance[-1] == pytest.approx(0.2 * np.sqrt(2), rel=1e-4)


def test_a_factor_on_the_objective_changes_no_iterate():
    runs = [rmsprop.parabola(RMSProp(0.1, 0.9, 0.0), 200, factor) for factor in (1.0, 2.0**-20, 2.0**20)]
    np.testing.assert_array_equal(runs[0], runs[1])  # powers of four leave every digit
    np.testing.assert_array_equal(runs[0], runs[2])


def test_coordinates_of_a_run_do_not_mix():
    both = descend(rmsprop.VALLEY, rmsprop.START, RMSProp(0.4), 60).x
    for i, curvature in enumerate((0.2, 4.0)):
        alone = rmsprop.parabola(RMSProp(0.4), 60, curvature, rmsprop.START[i])
        np.testing.assert_allclose(both[:, i], alone[:, 0], rtol=1e-12)


def test_the_linear_step_is_the_derivative_of_the_step():
    decay, tiny = 0.8, 1e-6
    base, columns = np.zeros(2), []
    for direction in np.eye(2):
        ends = []
        for p, q in (base + tiny * direction, base - tiny * direction):
            y, square = (1 + p) / 2, decay * (1 + q) / 4 + (1 - decay) * (1 + p) ** 2 / 4
            ends.append([2 * (y / np.sqrt(square) - y) - 1, 4 * square - 1])
        columns.append(np.subtract(*ends) / (2 * tiny))
    np.testing.assert_allclose(np.transpose(columns), rmsprop.linear_step(decay), atol=1e-9)


def test_responses_agree_with_a_run_on_a_line():
    run = descend(Quadratic([[0.0]], linear=[3.0]), [0.0], RMSProp(0.1), 30)
    steps, state = rmsprop.respond(RMSProp(0.1), np.full((30, 1), 3.0))
    np.testing.assert_allclose(np.diff(run.x, axis=0), steps, rtol=1e-9)  # differences of positions round
    more, _ = rmsprop.respond(RMSProp(0.1), np.full((5, 1), 3.0), state)
    whole, _ = rmsprop.respond(RMSProp(0.1), np.full((35, 1), 3.0))
    np.testing.assert_array_equal(np.concatenate([steps, more]), whole)


def test_eps_inside_the_root_is_the_same_without_eps():
    grads = np.random.default_rng(0).normal(size=(20, 3))
    outside, inside = (rmsprop.respond(kind(0.1, 0.9, 0.0), grads)[0] for kind in (RMSProp, rmsprop.EpsInside))
    np.testing.assert_array_equal(outside, inside)


def test_eps_inside_the_root_limits_the_divisor_to_its_root():
    steps, _ = rmsprop.respond(rmsprop.EpsInside(1.0, 0.9, 1e-8), np.full((1, 1), 1e-12))
    assert steps[0, 0] == pytest.approx(-1e-12 / 1e-4, rel=1e-6)


def test_strong_signals_step_like_signs_and_weak_ones_like_slopes():
    assert rmsprop.mean_step(100.0) == pytest.approx(1, abs=1e-4)
    assert rmsprop.mean_step(0.01) == pytest.approx(0.01, rel=1e-4)
