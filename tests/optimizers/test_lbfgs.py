"""L-BFGS: the matrix that it stands for, and scipy's."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import BFGS, LBFGS, ConjugateGradient, strong_wolfe_step


def dense_bfgs(objective, x, steps):
    """BFGS with its matrix, from the scaling that L-BFGS starts each product with, over all pairs anew."""
    pairs, path = [], [x]
    for _ in range(steps):
        grad = objective.grad(x)
        inverse = np.eye(len(x)) / np.linalg.norm(grad)
        if pairs:
            s, y = pairs[-1]
            inverse = np.eye(len(x)) * (s @ y) / (y @ y)
        for s, y in pairs:
            keep = np.eye(len(x)) - np.outer(s, y) / (s @ y)
            inverse = keep @ inverse @ keep.T + np.outer(s, s) / (s @ y)
        direction = -inverse @ grad
        new = x + strong_wolfe_step(objective, x, direction, grad) * direction
        pairs.append((new - x, objective.grad(new) - grad))
        x = new
        path.append(x)
    return np.array(path)


def test_with_memory_for_all_pairs_it_is_bfgs_scaled_anew_at_each_step():
    run = descend(Rosenbrock(), [-1.2, 1.0], LBFGS(Rosenbrock(), memory=12), 12)
    # Two ways of rounding one product; the valley multiplies the difference by about three a step.
    np.testing.assert_allclose(run.x, dense_bfgs(Rosenbrock(), np.array([-1.2, 1.0]), 12), atol=1e-9)


def test_it_agrees_with_scipy_on_rosenbrock():
    objective = Rosenbrock()
    peer = minimize(
        objective.value,
        [-1.2, 1.0],
        jac=objective.grad,
        method="L-BFGS-B",
        options={"maxcor": 10, "ftol": 0, "gtol": 1e-10},
    )
    run = descend(objective, [-1.2, 1.0], LBFGS(objective), 2 * peer.nit)
    np.testing.assert_allclose(run.x[-1], peer.x, atol=1e-9)
    arrived = np.flatnonzero(run.value < 1e-10)[0]
    assert arrived <= 1.5 * peer.nit  # another line search, hence another path


def test_its_value_falls_and_its_pairs_have_positive_curvature():
    starts = np.random.default_rng(0).uniform(-2, 2, (20, 2))
    run = descend(Rosenbrock(), starts, LBFGS(Rosenbrock()), 60)
    assert (np.diff(run.value, axis=0) <= 1e-15).all()
    np.testing.assert_allclose(run.x[-1], 1, atol=1e-8)
    moves, turns = np.diff(run.x[:15], axis=0), np.diff(Rosenbrock().grad(run.x[:15]), axis=0)
    assert ((moves * turns).sum(-1) > 0).all()


def test_on_a_quadratic_with_exact_steps_it_is_conjugate_gradients():
    bowl = Quadratic(np.diag([1.0, 3.0, 9.0, 27.0]))
    run = descend(bowl, np.ones(4), ConjugateGradient(bowl), 2)
    grads = bowl.grad(run.x)
    optimizer = LBFGS(bowl)
    state = optimizer.init(run.x[0])
    for x, grad in zip(run.x[:2], grads[:2], strict=True):
        delta, state = optimizer.update(grad, state, x)
    expected = run.x[2] - run.x[1]
    cosine = delta @ expected / np.linalg.norm(delta) / np.linalg.norm(expected)
    assert cosine == pytest.approx(1, abs=1e-12)


def test_with_memory_for_all_pairs_it_differs_from_bfgs_that_is_scaled_once():
    bowl = Quadratic(np.diag([1.0, 10.0, 100.0]))
    limited, dense = (descend(bowl, np.ones(3), method, 6).x for method in (LBFGS(bowl, memory=6), BFGS(bowl)))
    np.testing.assert_allclose(limited[:3], dense[:3], atol=1e-12)  # one pair: both are scaled by it
    assert (np.linalg.norm(limited[3:] - dense[3:], axis=-1) > 1e-6).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("memory", [1, 10, 100])
def test_it_stays_at_a_minimum_however_small_its_pairs_become(memory, dtype):
    bowl = Quadratic(np.diag([1.0, 3.0, 50.0]))
    run = descend(bowl, np.array([1, 2, 3], dtype), LBFGS(bowl, memory=memory), 300)
    assert not run.diverged
    assert run.value[-1] < 1e-30


def test_a_memory_that_is_no_count_is_named():
    with pytest.raises(ValueError, match="memory: got 0, takes an integer >= 1"):
        LBFGS(Rosenbrock(), memory=0)
