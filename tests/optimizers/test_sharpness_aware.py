"""Sharpness-aware gradients: where they are taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import GradientDescent, SharpnessAware
from optbook.protocols import Objective


@dataclass(frozen=True)
class Shifting(Objective):
    """A bowl whose gradient is seen shifted by the step."""

    shift: float = 0.0
    dim = 2

    def value(self, x):
        return (x**2).sum(-1) / 2

    def grad(self, x):
        return x + self.shift

    def at(self, step):
        return Shifting(float(step))


def test_on_a_round_bowl_the_gradient_is_longer_by_the_radius():
    bowl = Quadratic(2 * np.eye(2))
    np.testing.assert_allclose(SharpnessAware(bowl, rho=0.5).grad(np.array([3.0, 4.0])), [6 + 0.6, 8 + 0.8], rtol=1e-14)


def test_without_a_radius_it_is_the_objective():
    x = np.random.default_rng(0).normal(size=(5, 2))
    np.testing.assert_array_equal(SharpnessAware(Rosenbrock(), rho=0.0).grad(x), Rosenbrock().grad(x))


def test_where_the_gradient_is_zero_it_is_zero():
    np.testing.assert_array_equal(SharpnessAware(Rosenbrock()).grad(np.ones(2)), 0)


def test_the_value_is_that_of_the_point_itself():
    run = descend(SharpnessAware(Rosenbrock()), [-1.0, 1.0], GradientDescent(lr=1e-3), 5)
    np.testing.assert_array_equal(run.value, Rosenbrock().value(run.x))


def test_both_gradients_see_the_same_step():
    x = np.array([3.0, 4.0])
    seen = SharpnessAware(Shifting(), rho=0.5).at(2).grad(x)
    ascent = 0.5 * (x + 2) / np.linalg.norm(x + 2)
    np.testing.assert_allclose(seen, x + ascent + 2, rtol=1e-14)


def test_a_negative_radius_is_named():
    with pytest.raises(ValueError, match="rho: got -1"):
        SharpnessAware(Rosenbrock(), rho=-1)
