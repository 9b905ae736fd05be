"""Adam: its first step, its corrections, what it sees and what it does not."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import Adam


def naive(objective, x, steps, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Algorithm 1 of the paper, line by line."""
    m, v, path = np.zeros_like(x), np.zeros_like(x), [x]
    for t in range(1, steps + 1):
        g = objective.grad(x)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g**2
        m_hat, v_hat = m / (1 - beta1**t), v / (1 - beta2**t)
        x = x - lr * m_hat / (np.sqrt(v_hat) + eps)
        path.append(x)
    return np.array(path)


def test_it_is_the_papers_algorithm():
    x0 = np.array([-1.2, 1.0])
    run = descend(Rosenbrock(), x0, Adam(lr=0.01), 500)
    # Corrections folded into the rate round differently; 500 steps in a bent valley multiply that.
    np.testing.assert_allclose(run.x, naive(Rosenbrock(), x0, 500, 0.01), rtol=1e-11)


def test_its_first_step_is_the_rate_whatever_the_slope():
    slopes = np.array([1e-3, -1e-1, 1.0, -1e3])
    run = descend(Quadratic(np.zeros((4, 4)), slopes), np.zeros(4), Adam(lr=0.01), 1)
    np.testing.assert_allclose(run.x[1], -0.01 * np.sign(slopes), rtol=1.1e-5)  # eps over the slope


def test_at_a_constant_slope_every_step_is_the_rate():
    run = descend(Quadratic([[0.0]], [3.0]), [0.0], Adam(lr=0.01), 200)
    np.testing.assert_allclose(np.diff(run.x[:, 0]), -0.01, rtol=1e-8)


def test_the_scale_of_the_objective_does_not_matter():
    one, other = (
        descend(Quadratic(c * np.diag([1.0, 9.0])), [1.0, 1.0], Adam(lr=0.1, eps=0.0), 50).x for c in (1, 1024)
    )
    np.testing.assert_array_equal(one, other)  # a power of two loses no bits


def test_permuted_and_mirrored_coordinates_give_permuted_and_mirrored_iterates():
    straight = descend(Quadratic(np.diag([1.0, 9.0])), [1.0, -2.0], Adam(lr=0.1), 50)
    turned = descend(Quadratic(np.diag([9.0, 1.0])), [2.0, 1.0], Adam(lr=0.1), 50)
    np.testing.assert_array_equal(turned.x, straight.x[:, ::-1] * [-1, 1])


def test_a_rotation_changes_the_path():
    half = np.array([[1.0, -1.0], [1.0, 1.0]]) / np.sqrt(2)
    straight = descend(Quadratic(np.diag([1.0, 9.0])), [1.0, -2.0], Adam(lr=0.1), 50)
    turned = descend(Quadratic([[5.0, -4.0], [-4.0, 5.0]]), half @ [1.0, -2.0], Adam(lr=0.1), 50)
    assert np.abs(turned.x - straight.x @ half.T).max() > 0.1


def test_a_corrected_average_of_a_constant_is_the_constant():
    optimizer = Adam(lr=0.1)
    state = optimizer.init(np.zeros(1))
    for t in range(1, 6):
        _, state = optimizer.update(np.full(1, 3.0), state, np.zeros(1))
        assert state.mean[0] / (1 - 0.9**t) == pytest.approx(3, rel=1e-14)
        assert state.square[0] / (1 - 0.999**t) == pytest.approx(9, rel=1e-12)
