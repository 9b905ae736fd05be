"""ADOPT: what its first steps do, and that its denominator does not know the present gradient."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import ADOPT


def test_its_first_step_only_measures():
    run = descend(Quadratic([[0.0]], [5.0]), [1.0], ADOPT(lr=0.1), 2)
    np.testing.assert_allclose(run.x[:, 0], [1.0, 1.0, 1 - 0.1 * 0.1])  # lr times 1 - beta1


def test_the_present_gradient_is_not_in_its_own_denominator():
    optimizer = ADOPT(lr=1.0, beta1=0.0, clip=None)
    state = optimizer.init(np.zeros(1))
    _, state = optimizer.update(np.array([2.0]), state, np.zeros(1))
    delta, _ = optimizer.update(np.array([10.0]), state, np.zeros(1))
    assert delta[0] == -5


def test_clipping_bounds_a_step_after_a_tiny_first_gradient():
    for clip, expected in ((None, -1e6), (ADOPT(lr=1.0).clip, -1.0)):
        optimizer = ADOPT(lr=1.0, beta1=0.0, eps=1e-6, clip=clip)
        _, state = optimizer.update(np.array([0.0]), optimizer.init(np.zeros(1)), np.zeros(1))
        delta, _ = optimizer.update(np.array([1.0]), state, np.zeros(1))
        assert delta[0] == pytest.approx(expected)


def test_the_scale_of_the_objective_does_not_matter():
    one, other = (descend(Quadratic(c * np.diag([1.0, 9.0])), [1.0, 1.0], ADOPT(lr=0.1), 50).x for c in (1, 1024))
    np.testing.assert_array_equal(one, other)
