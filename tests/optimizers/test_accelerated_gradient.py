"""Nesterov's accelerated gradient: its two sequences, and when it restarts."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import AcceleratedGradient, GradientDescent, RestartedGradient

BOWL = Quadratic(np.diag([1.0, 40.0]))
LR = 1 / 40


def test_its_iterates_are_the_extrapolated_points_of_the_two_sequences():
    x = y = np.array([1.0, -1.0])
    expected = [y]
    for t in range(50):
        x, before = y - LR * BOWL.grad(y), x
        y = x + t / (t + 3) * (x - before)
        expected.append(y)
    run = descend(BOWL, [1.0, -1.0], AcceleratedGradient(lr=LR), 50)
    np.testing.assert_allclose(run.x, expected, atol=1e-14)


def test_its_first_step_is_a_gradient_step():
    first = [descend(BOWL, [1.0, 1.0], o(lr=LR), 1).x for o in (AcceleratedGradient, GradientDescent)]
    np.testing.assert_array_equal(*first)


def test_an_endless_offset_is_gradient_descent():
    plain, still = (descend(BOWL, [1.0, 1.0], o, 30).x for o in (GradientDescent(LR), AcceleratedGradient(LR, 1e300)))
    np.testing.assert_allclose(still, plain, rtol=1e-14)


def test_it_restarts_nowhere_before_the_gradient_turns_and_then_wins():
    plain, restarted = (descend(BOWL, [1.0, 0.0], o(lr=LR), 200) for o in (AcceleratedGradient, RestartedGradient))
    uphill = (BOWL.grad(plain.x[1:]) * np.diff(plain.x, axis=0)).sum(-1) > 0
    before = int(uphill.argmax())
    assert uphill.any()
    np.testing.assert_allclose(restarted.x[:before], plain.x[:before], atol=1e-14)
    assert restarted.value[-1] < 1e-6 * plain.value[-1]


def test_lanes_restart_alone():
    starts = np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
    together = descend(BOWL, starts, RestartedGradient(lr=LR), 100)
    for lane, start in enumerate(starts):
        np.testing.assert_array_equal(together.x[:, lane], descend(BOWL, start, RestartedGradient(lr=LR), 100).x)


@pytest.mark.parametrize("offset", [-1.0, np.nan, "far"])
def test_a_negative_offset_is_named(offset):
    with pytest.raises(ValueError, match="offset: got"):
        AcceleratedGradient(lr=0.1, offset=offset)
