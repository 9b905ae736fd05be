"""The numbers of the page on weight decay."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.noise import Noisy
from optbook.objectives import Quadratic
from optbook.optimizers import Adam, DecoupledDecay, GradientDescent
from optbook.studies.adaptive import weight_decay


def test_the_known_weights_after_a_hundred_idle_steps():
    for strength in (0.01, 0.1):
        coupled, beside = weight_decay.idle(strength)
        assert coupled[-1] == pytest.approx(0.9017, abs=5e-5)
        assert beside[-1] == pytest.approx((1 - 1e-3 * strength) ** 100, rel=1e-13)


def test_the_sums_over_past_gradients_are_adam():
    np.testing.assert_allclose(weight_decay.idle_sums(3.0), weight_decay.idle(3.0, eps=0.0)[0], rtol=1e-13)


def test_an_eps_as_large_as_the_gradients_lets_the_strength_through():
    weak, strong = (weight_decay.idle(strength, eps=1e-3)[0][-1] for strength in (1e-4, 1e-2))
    assert weak > 0.99 > 0.92 > strong


def test_a_penalty_on_lanes_is_a_penalty_on_the_bowl():
    bowl, start = Quadratic(np.diag([9.0, 1.0]), linear=[1.0, 2.0]), np.ones((3, 2))
    strengths = np.array([0.1, 1.0, 3.0])
    lanes = weight_decay.Penalized(Noisy(bowl, 0.5, shared=True), strengths[:, None])
    run = descend(lanes, start, Adam(0.1), 20)
    for lane, strength in enumerate(strengths):
        penalized = Quadratic(bowl.matrix + strength * np.eye(2), bowl.linear)
        alone = descend(Noisy(penalized, 0.5, shared=True), start[0], Adam(0.1), 20)
        np.testing.assert_allclose(run.x[:, lane], alone.x, rtol=1e-9)
        np.testing.assert_allclose(run.value[:, lane], alone.value, rtol=1e-9)


def test_what_a_penalty_keeps_solves_the_ridge_equations():
    size, strength = np.array(weight_decay.FEATURES), 0.7
    solved = np.linalg.solve(np.diag(size**2 + strength), size)
    np.testing.assert_allclose(size * solved, weight_decay.ridge_share(strength, size), rtol=1e-14)


def test_what_adamw_keeps_balances_gradient_and_decay():
    size, strength = np.array(weight_decay.FEATURES), 0.7
    y = weight_decay.adamw_share(strength, size)
    weight = y / size
    grad = size**2 * (weight - 1 / size)
    np.testing.assert_allclose(grad / np.sqrt(size**2 + grad**2), -strength * weight, rtol=1e-12)


def test_a_decay_that_follows_the_rate_leaves_the_penalized_minimum():
    ends = {name: x[-1] for name, x in weight_decay.scheduled().items()}
    assert ends["with the rate"] == pytest.approx(1 / 1.25, rel=1e-12)
    assert ends["constant"] < 0.05


def test_the_decay_beside_the_step_is_a_factor():
    rest = DecoupledDecay(GradientDescent(0.5), 0.1)
    run = descend(weight_decay.penalized((0.0,), 0.0), [2.0], rest, 10)
    np.testing.assert_allclose(run.x[:, 0], 2 * 0.95 ** np.arange(11), rtol=1e-14)
