"""Where runs with a penalty or a decay come to rest."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, DecoupledDecay, GradientDescent
from optbook.studies.adaptive import weight_decay_rest


def test_a_penalty_on_lanes_is_a_penalty_on_the_bowl():
    bowl, start = Quadratic(np.diag([9.0, 1.0]), linear=[1.0, 2.0]), np.ones((3, 2))
    strengths = np.array([0.1, 1.0, 3.0])
    lanes = weight_decay_rest.Penalized(Noisy(bowl, 0.5, lanes=()), strengths[:, None])
    run = descend(lanes, start, Adam(0.1), 20)
    for lane, strength in enumerate(strengths):
        penalized = Quadratic(bowl.matrix + strength * np.eye(2), bowl.linear)
        alone = descend(Noisy(penalized, 0.5, lanes=()), start[0], Adam(0.1), 20)
        np.testing.assert_allclose(run.x[:, lane], alone.x, rtol=1e-9)
        np.testing.assert_allclose(run.value[:, lane], alone.value, rtol=1e-9)


def test_what_a_penalty_keeps_solves_the_ridge_equations():
    size, strength = np.array(weight_decay_rest.FEATURES), 0.7
    solved = np.linalg.solve(np.diag(size**2 + strength), size)
    np.testing.assert_allclose(size * solved, weight_decay_rest.ridge_share(strength, size), rtol=1e-14)


def test_what_adamw_keeps_balances_gradient_and_decay():
    size, strength = np.array(weight_decay_rest.FEATURES), 0.7
    y = weight_decay_rest.adamw_share(strength, size)
    weight = y / size
    grad = size**2 * (weight - 1 / size)
    np.testing.assert_allclose(grad / np.sqrt(size**2 + grad**2), -strength * weight, rtol=1e-12)


def test_the_decay_beside_the_step_is_a_factor():
    rest = DecoupledDecay(GradientDescent(0.5), 0.1)
    run = descend(weight_decay_rest.penalized((0.0,), 0.0), [2.0], rest, 10)
    np.testing.assert_allclose(run.x[:, 0], 2 * 0.95 ** np.arange(11), rtol=1e-14)


def test_without_chance_the_length_comes_to_the_level():
    """The recurrence of squared lengths with gradients of one norm, by itself."""
    lr, decay, square = 0.1, 0.1, 1.0
    for _ in range(3000):
        square = (1 - lr * decay) ** 2 * square + lr**2 * 19 / square
    runs = weight_decay_rest.turning(lanes=2, steps=3)
    assert square**2 == pytest.approx(runs.level[0], rel=1e-12)


def test_the_first_turn_stretches_by_pythagoras():
    runs = weight_decay_rest.turning(lanes=2, steps=1)
    along = (1 - runs.lr * runs.decay)[:, None, None] * runs.length[0]
    assert (runs.length[1] > along).all()
    np.testing.assert_allclose(np.exp(runs.log_cosine), along / runs.length[1], rtol=1e-12)
