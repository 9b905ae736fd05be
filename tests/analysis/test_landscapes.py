"""The survey of a random landscape."""

from __future__ import annotations

import numpy as np

from optbook.analysis import random_landscape
from optbook.objectives import RandomWaves


def test_a_small_landscape_has_points_of_every_index_and_ends_at_minima():
    runs = random_landscape(dim=2, starts=256, runs=16)
    assert set(runs.index) == {0, 1, 2}
    assert (runs.end_index == 0).all()
    assert np.corrcoef(runs.value, runs.index)[0, 1] > 0.5


def test_seeds_change_the_landscape_and_repeat_it():
    first, again, other = (random_landscape(dim=3, starts=16, runs=2, seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first.value, again.value)
    assert not np.array_equal(first.end_value, other.end_value)


def test_random_waves_have_mean_zero_variance_one_and_the_stated_covariance():
    """Over many landscapes, at two points a unit apart: 400 values have the standard error 0.05."""
    pair = np.array([[0.3, -1.2, 0.5], [0.3, -0.2, 0.5]])
    seen = np.array([RandomWaves(3, waves=50, seed=seed).value(pair) for seed in range(400)])
    np.testing.assert_allclose(seen.mean(0), 0, atol=0.2)
    np.testing.assert_allclose((seen**2).mean(0), 1, atol=0.3)
    assert abs((seen[:, 0] * seen[:, 1]).mean() - np.exp(-1 / 2)) < 0.3
