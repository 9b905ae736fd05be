"""Numbers that a step moves, counted by hand."""

from __future__ import annotations

import pytest

from optbook.analysis import numbers_moved
from optbook.optimizers import Adam, GradientDescent, HeavyBall


def test_gradient_descent_reads_and_writes_twice_and_adds():
    assert numbers_moved(GradientDescent(lr=0.1)) == (1 + 1) + (2 + 1)


def test_heavy_ball_scales_and_adds_its_velocity_besides():
    assert numbers_moved(HeavyBall(lr=0.1, beta=0.9)) == (1 + 1) + (2 + 1) + (1 + 1) + (2 + 1)


def test_adam_moves_thirty_numbers():
    averages = 2 * (3 + 2 + 3)  # of the gradient and of its square: the difference, its share, the sum
    square, step = 1 + 1, 2 + 2 + 3 + 2  # the square itself; the root, eps, the quotient, the rate
    assert numbers_moved(Adam(lr=0.1)) == averages + square + step + 3


def test_the_count_does_not_depend_on_the_dimension():
    assert numbers_moved(Adam(lr=0.1), dim=3) == numbers_moved(Adam(lr=0.1), dim=300)


def test_a_dimension_of_zero_is_refused():
    with pytest.raises(ValueError, match="dim"):
        numbers_moved(Adam(lr=0.1), dim=0)
