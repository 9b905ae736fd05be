"""Adagrad: its closed form on a slope, and the scales that it does not see."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Adagrad


def test_on_a_constant_slope_step_t_is_lr_over_the_root_of_t():
    slope = Quadratic(np.zeros((2, 2)), [1e-3, -1e3])
    run = descend(slope, [0.0, 0.0], Adagrad(lr=0.5, eps=0.0), 100)
    expected = 0.5 / np.sqrt(np.arange(1, 101))
    np.testing.assert_allclose(np.diff(run.x, axis=0), expected[:, None] * [-1.0, 1.0], rtol=1e-12)


def test_the_scale_of_the_objective_does_not_matter():
    bowls = [Quadratic(scale * np.diag([1.0, 9.0])) for scale in (1, 1024)]
    one, other = (descend(bowl, [1.0, 1.0], Adagrad(lr=0.5, eps=0.0), 50).x for bowl in bowls)
    np.testing.assert_array_equal(one, other)  # a power of two loses no bits


def test_it_keeps_a_sum_and_not_a_mean():
    optimizer = Adagrad(lr=0.1)
    state = optimizer.init(np.zeros(1))
    for grad in (3.0, 4.0, 12.0):
        _, state = optimizer.update(np.array([grad]), state, np.zeros(1))
    assert state.total == 169
