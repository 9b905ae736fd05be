"""Quadratic programs against a general solver and against duality."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, minimize

from optbook.analysis import QuadraticProgram
from optbook.objectives import Quadratic


def program(seed, dim=4, count=3):
    """A program whose minimum without constraints, 0 moved by a normal number, mostly violates some."""
    rng = np.random.default_rng(seed)
    root = rng.normal(size=(dim, dim))
    objective = Quadratic(root @ root.T + np.eye(dim), rng.normal(size=dim), rng.normal())
    return QuadraticProgram(objective, rng.normal(size=(count, dim)), rng.normal(size=count) - 1)


@pytest.mark.parametrize("seed", range(8))
def test_the_optimal_active_set_is_what_a_general_solver_finds(seed):
    qp = program(seed)
    sets = qp.active_sets()
    (x,) = sets.x[sets.optimal]
    found = minimize(
        qp.objective.value,
        np.zeros(4),
        jac=qp.objective.grad,
        method="SLSQP",
        constraints={
            "type": "ineq",
            "fun": lambda x: -qp.excess(x),
            "jac": lambda x: -qp.normals,
        },
        options={"ftol": 1e-14, "maxiter": 500},
    )
    np.testing.assert_allclose(x, found.x, atol=1e-6)  # a stop by value leaves the root of its error in x
    assert LinearConstraint(qp.normals, ub=qp.bounds + 1e-9).residual(x)[1].min() >= 0


@pytest.mark.parametrize("seed", range(8))
def test_the_dual_lies_below_every_allowed_point(seed):
    qp, rng = program(seed), np.random.default_rng(seed)
    multipliers = rng.exponential(size=(500, 3))
    x = 5 * rng.normal(size=(5000, 4))
    allowed = x[(qp.excess(x) <= 0).all(-1)]
    assert len(allowed) > 0
    assert (-qp.dual().value(multipliers)).max() <= qp.objective.value(allowed).min()


def test_the_dual_is_the_lagrangian_at_its_minimum():
    qp = program(0)
    multipliers = np.random.default_rng(1).exponential(size=(20, 3))
    x = qp.primal_point(multipliers)
    lagrangian = qp.objective.value(x) + (multipliers * qp.excess(x)).sum(-1)
    np.testing.assert_allclose(-qp.dual().value(multipliers), lagrangian, rtol=1e-12)
    np.testing.assert_allclose(qp.objective.grad(x) + multipliers @ qp.normals, 0, atol=1e-12)


def test_the_slope_of_the_dual_is_the_excess():
    qp, multipliers = program(2), np.array([0.3, 0.0, 1.2])
    np.testing.assert_allclose(-qp.dual().grad(multipliers), qp.excess(qp.primal_point(multipliers)), atol=1e-12)


def test_dependent_constraints_are_not_chosen_together():
    qp = QuadraticProgram(Quadratic(np.eye(2)), [[1.0, 0.0], [2.0, 0.0]], [-1.0, -3.0])
    sets = qp.active_sets()
    assert len(sets.x) == 3
    np.testing.assert_allclose(sets.x[sets.optimal], [[-1.5, 0]], atol=1e-15)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("objective", (Quadratic(np.diag([1.0, 0.0])), np.ones((1, 2)), np.ones(1))),
        ("normals", (Quadratic(np.eye(2)), np.ones((1, 3)), np.ones(1))),
        ("bounds", (Quadratic(np.eye(2)), np.ones((1, 2)), np.ones(2))),
    ],
)
def test_a_program_that_does_not_fit_is_named(name, arguments):
    with pytest.raises(ValueError, match=f"^{name}: got"):
        QuadraticProgram(*arguments)


@pytest.mark.parametrize("seed", range(8))
def test_the_penalized_minimum_has_no_slope_left(seed):
    qp = program(seed)
    x = qp.penalized(7.0)
    slope = qp.objective.grad(x) + 7 * np.maximum(qp.excess(x), 0) @ qp.normals
    np.testing.assert_allclose(slope, 0, atol=1e-12)
