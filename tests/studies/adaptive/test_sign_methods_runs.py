"""Swings, corners and the choice of a rate."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.adaptive import sign_methods_runs


def test_without_memory_a_swing_is_one_rate_wide():
    assert sign_methods_runs.widest_swing(0.0, 0.99) == 1


def test_the_average_at_a_turn_comes_back_with_the_other_sign():
    for beta2, length in ((0.9, 7), (0.99, 24)):
        mean = start = sign_methods_runs.swing_mean(beta2, length)
        for place in length / 2 - np.arange(length):
            mean = beta2 * mean + (1 - beta2) * place
        assert mean == pytest.approx(-start)


def test_the_largest_value_on_the_square_of_a_diagonal_is_the_trace():
    assert sign_methods_runs.roundest(np.diag([1.0, 2.0, 5.0])) == pytest.approx(8)
    assert sign_methods_runs.roundest(np.ones((3, 3))) == pytest.approx(9)


def test_sign_descent_in_the_valley_moves_both_coordinates_alike():
    run = sign_methods_runs.valley_runs()["signSGD"]
    assert np.abs(np.diff(run.x[:9], axis=0)) == pytest.approx(0.3)
