"""Logistic regression and least squares behind the page on methods without a rate."""

from __future__ import annotations

import numpy as np

from optbook.noise import Minibatches
from optbook.optimizers import GradientDescent, PolyakStep
from optbook.studies.schedules import rate_free_runs as runs


def test_newton_stays_at_the_minimizer_of_the_other_library():
    x, least = runs.solution()
    step = np.linalg.solve(runs.problem().hess(x), runs.problem().grad(x))
    assert np.abs(step).max() < 1e-7  # gradients of 1e-9 on curvatures of at least 1/100
    assert runs.problem().value(x - step) >= least - 1e-15


def test_training_is_descent_on_minibatches():
    source, x = Minibatches(runs.problem(), 16, 5, lanes=(2,)), np.zeros((2, runs.problem().dim))
    for step in range(runs.STEPS):
        x = x - 0.1 * source.at(step).grad(x)
    found = runs.train(GradientDescent(0.1), (1, 2), 5)
    np.testing.assert_allclose(found.last[0], runs.problem().value(x) - runs.solution()[1], rtol=1e-9)


def test_polyak_is_told_what_it_was_given():
    low, right = (runs.train(PolyakStep(runs.problem(), told), (1, 2), 0).last for told in (-1.0, 0.0))
    assert (low > right).all()


def test_the_best_rates_are_inside_the_grid():
    found = runs.contest()
    assert all(runs.RATES[0] < rate < runs.RATES[-1] for rate in found.rate.values())


def test_the_ratio_of_the_reference_to_itself_is_one():
    assert runs.contest().ratio["constant"] == (1.0, 1.0, 1.0)


def test_exact_targets_are_fitted_and_others_are_not():
    late = runs.fits().distance[:, :, -1].mean(1)
    assert late[0] < 1e-12
    assert late[1:].min() > 1e-4
