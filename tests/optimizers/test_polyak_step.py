"""Polyak's step: exact where the value is the square of a distance."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import PolyakStep


def test_on_a_round_bowl_it_halves_the_distance():
    bowl = Quadratic(2 * np.eye(2), [-2.0, 0.0], 5.0)  # 4 + |x - (1, 0)|^2
    run = descend(bowl, [3.0, 4.0], PolyakStep(bowl, minimum=4.0), 10)
    np.testing.assert_allclose(np.linalg.norm(run.x - [1, 0], axis=-1), np.sqrt(20) / 2 ** np.arange(11), rtol=1e-9)


def test_on_a_convex_function_the_distance_never_grows():
    bowl = Quadratic(np.diag([1.0, 50.0]))
    run = descend(bowl, np.random.default_rng(0).normal(size=(20, 2)), PolyakStep(bowl), 100)
    assert (np.diff(np.linalg.norm(run.x, axis=-1), axis=0) <= 0).all()


def test_it_stays_at_the_minimum():
    run = descend(Rosenbrock(), [1.0, 1.0], PolyakStep(Rosenbrock()), 3)
    np.testing.assert_array_equal(run.x, 1)


def test_a_minimum_that_is_not_a_number_is_named():
    with pytest.raises(ValueError, match="minimum: got nan"):
        PolyakStep(Rosenbrock(), minimum=np.nan)
