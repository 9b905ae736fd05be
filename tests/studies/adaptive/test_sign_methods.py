"""The claims of the page on sign methods compare what differs."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.adaptive import sign_methods_runs


def test_two_equal_memories_are_one_leaky_average():
    age = np.arange(200)
    assert sign_methods_runs.weights(0.9, 0.9) == pytest.approx(0.1 * 0.9**age)


def test_the_noise_that_is_left_is_the_sum_of_squared_weights():
    for pair in (*sign_methods_runs.PAIRS[:5], (0.9, 0.99)):
        squares = (sign_methods_runs.weights(*pair, ages=4000) ** 2).sum()
        assert sign_methods_runs.noise_left(*pair) == pytest.approx(squares)
