"""A problem told otherwise."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.optimizers import Adadelta, Adam, Cautious
from optbook.studies.schedules.comparison_changes import FACTOR, bare, changes, end, turn
from optbook.studies.schedules.contest import problem


def test_a_turn_keeps_lengths():
    q = turn(6, seed=3)
    np.testing.assert_allclose(q @ q.T, np.eye(6), atol=1e-14)


def test_eps_goes_also_inside_of_a_wrapper():
    assert bare(Cautious(Adam(0.1))).optimizer.eps == 0
    assert bare(Adadelta()).eps > 0


def test_a_multiple_of_the_loss_is_a_multiple_of_the_rate_of_gradient_descent():
    same = np.eye(problem("quadratic").objective.dim)
    one = end("gradient descent", same, FACTOR, lr=0.01, steps=50)
    other = end("gradient descent", same, lr=0.01 * FACTOR, steps=50)
    np.testing.assert_allclose(one, other, rtol=1e-12)


@pytest.mark.parametrize(("method", "power"), [("Adam", 1), ("SignSGD", 1), ("gradient descent", 2)])
def test_a_rate_for_each_coordinate_undoes_its_unit(method, power):
    units = 2.0 ** np.arange(-5, 5)
    plain = end(method, np.eye(len(units)), lr=0.01, steps=50)
    undone = end(method, np.diag(units), lr=0.01 / units**power, steps=50)
    np.testing.assert_array_equal(undone, plain)


def test_without_a_change_nothing_moves():
    same = np.eye(problem("quadratic").objective.dim)
    np.testing.assert_array_equal(end("Lion", same), end("Lion", same))
    assert changes("SignSGD")["loss"] == 0
