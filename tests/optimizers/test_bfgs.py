"""BFGS: the secant condition, the inverse that it learns, and its limited-memory twin."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import BFGS, ConjugateGradient, exact_step
from optbook.optimizers.bfgs import learned


def random_pair(dim=5, seed=0):
    """A positive definite matrix, a move, and a turn of positive curvature."""
    rng = np.random.default_rng(seed)
    root, move, turn = rng.normal(size=(dim, dim)), rng.normal(size=dim), rng.normal(size=dim)
    return root @ root.T + np.eye(dim), move, turn * np.sign(move @ turn)


@pytest.mark.parametrize("seed", range(5))
def test_what_is_learned_maps_the_turn_to_the_move_and_stays_positive(seed):
    inverse, move, turn = random_pair(seed=seed)
    new = learned(inverse, move, turn, np.array([1 / (move @ turn)]))
    np.testing.assert_allclose(new @ turn, move, rtol=1e-9, atol=1e-9)  # rounding, times 1 / move'turn
    np.testing.assert_allclose(new, new.T, rtol=1e-9, atol=1e-9)
    assert np.linalg.eigvalsh(new)[0] > 0


def test_with_exact_steps_on_a_quadratic_it_is_conjugate_gradients_and_learns_the_inverse():
    bowl = Quadratic(np.diag([1.0, 3.0, 9.0, 27.0]))
    run = descend(bowl, np.ones(4), BFGS(bowl, search=exact_step), 4)
    peer = descend(bowl, np.ones(4), ConjugateGradient(bowl), 4)
    np.testing.assert_allclose(run.x, peer.x, atol=1e-12)  # rounding of numbers near 1


def test_on_rosenbrock_every_lane_reaches_the_minimum():
    starts = np.random.default_rng(0).uniform(-2, 2, (20, 2))
    run = descend(Rosenbrock(), starts, BFGS(Rosenbrock()), 60)
    np.testing.assert_allclose(run.x[-1], 1, atol=1e-8)  # the curvature there is at least 0.4
    assert (np.diff(run.value, axis=0) <= 1e-15).all()  # up to rounding of values near zero


def test_a_search_that_is_none_is_named():
    with pytest.raises(ValueError, match="search: got 3"):
        BFGS(Rosenbrock(), search=3)
