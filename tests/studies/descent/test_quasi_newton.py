"""The numbers of the page on quasi-Newton methods."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from optbook.studies.descent import quasi_newton


def test_the_energy_error_is_twice_the_gap():
    bowl = quasi_newton.bowl(np.array([1.0, 5.0, 9.0]))
    x = np.random.default_rng(0).normal(size=(4, 3))
    gap = bowl.value(x) - bowl.value(bowl.minima[0])
    np.testing.assert_allclose(quasi_newton.energy_errors(bowl, x) ** 2, 2 * gap, rtol=1e-12)  # rounding


def test_a_bowl_has_the_eigenvalues_that_were_asked_for():
    values = np.array([1.0, 5.0, 9.0])
    np.testing.assert_allclose(np.linalg.eigvalsh(quasi_newton.bowl(values).matrix), values, rtol=1e-12)  # rounding


@pytest.mark.parametrize("dim", [5, 10, 20])
def test_conjugate_gradients_end_at_step_n_and_not_before(dim):
    error = quasi_newton.ends()[dim]
    assert error[dim] < 1e-13  # rounding times the condition number
    assert (error[:dim] > 1e-8).all()


def test_the_contest_ends_at_the_minimum_that_scipy_finds():
    model = quasi_newton.classifier()
    peer = minimize(model.value, np.zeros(model.dim), jac=model.grad, method="BFGS", options={"gtol": 1e-7})
    first = model.value(np.zeros(model.dim))
    for gap in quasi_newton.contest().gap.values():
        # A gradient of 1e-7 leaves a gap of 1e-14 over twice the curvature, at least 0.01.
        assert gap[0] == pytest.approx(first - peer.fun, abs=1e-11)
        assert gap[-1] < 1e-11


def test_rescaling_and_not_memory_makes_lbfgs_quick_here():
    steps = quasi_newton.memories()
    assert steps[0] > 2 * steps[100]
    assert steps[1] >= steps[2] >= steps[10]


def test_in_the_valley_lbfgs_arrives_and_gradient_descent_does_not():
    runs = quasi_newton.valley_runs()
    np.testing.assert_allclose(runs["L-BFGS"].x[-1], 1, atol=1e-7)  # values are rounded at 1e-16, curvature 0.4
    assert np.abs(runs["gradient descent"].x[-1] - 1).max() > 0.1


def test_conjugate_gradients_stay_below_the_bound_at_another_condition_number():
    run = quasi_newton.bounded(kappa=100.0, dim=50, steps=60)
    assert (run.error <= run.bound).all()
    assert run.error[1] <= 99 / 101 + 1e-12  # one exact step; rounding
