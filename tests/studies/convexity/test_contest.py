"""The problems and methods of the page that compares the methods of the chapter."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from optbook import descend
from optbook.studies.convexity import contest
from optbook.studies.convexity.contest import KAPPA, SETS, Pushed, problem, slsqp, stage, weights

each_set = pytest.mark.parametrize("which", SETS)


def test_a_bowl_has_the_curvatures_and_the_gradient_that_it_says():
    bowls, x, step = contest.bowls(), np.random.default_rng(0).normal(size=(3, contest.COUNT, contest.DIM)), 1e-6
    eigenvalues = np.linalg.eigvalsh(bowls.matrix)
    np.testing.assert_allclose(eigenvalues[:, [0, -1]], np.tile([1, KAPPA], (contest.COUNT, 1)), rtol=1e-13)
    push = np.random.default_rng(1).normal(size=x.shape)
    rate = (bowls.value(x + step * push) - bowls.value(x - step * push)) / (2 * step)
    np.testing.assert_allclose((bowls.grad(x) * push).sum(-1), rate, rtol=1e-6, atol=1e-6)


@each_set
def test_the_direct_solution_is_on_the_border_and_held_by_its_multiplier(which):
    task = problem(which)
    np.testing.assert_allclose(task.excess(task.solution), 0, atol=1e-14)
    slope = task.objective.grad(task.solution)
    if which == "l2 ball":
        direction = task.solution / np.linalg.norm(task.solution, axis=-1, keepdims=True)
        np.testing.assert_allclose(-slope, task.multiplier * direction, atol=1e-12)
    else:
        left = task.solution != 0
        push = -slope if which == "simplex" else -slope * np.sign(task.solution)
        np.testing.assert_allclose(push[left], np.broadcast_to(task.multiplier, push.shape)[left], atol=1e-12)


@each_set
def test_a_general_solver_finds_the_same_point(which):
    task = problem(which)
    for x, *lane in zip(task.solution, task.objective.matrix, task.objective.linear, task.radius[:, 0], strict=True):
        # Its values are good to 1e-14 of their size, and points to the root of that.
        np.testing.assert_allclose(slsqp(which, *lane)[0], x, atol=1e-6)


@each_set
def test_a_projection_is_the_proximal_map_with_the_weight_that_ends_on_the_border(which):
    task = problem(which)
    x = task.solution + np.random.default_rng(0).normal(size=task.solution.shape)
    for lane in range(contest.COUNT):
        one = np.zeros((contest.COUNT, 1))

        def excess(weight, lane=lane, one=one):
            one[lane] = weight
            return task.excess(task.prox(x, one))[lane, 0]

        inside = task.sign == 0 and excess(0) <= 0
        one[lane] = 0 if inside else brentq(excess, task.sign and -100, 100, xtol=1e-14)
        np.testing.assert_allclose(task.prox(x, one)[lane], task.project(x)[lane], atol=1e-12)


@each_set
def test_the_push_of_a_penalty_rests_where_force_and_penalty_balance(which):
    """At rest ``-grad f`` is ``rho h`` times the steepest direction of ``h``."""
    task, rho = problem(which), 50.0
    run = descend(
        task.objective, task.start, Pushed(task, np.full(1500, 2 / (61 + KAPPA)), np.full(1500, rho)), 1500, every=1500
    )
    x = run.x[-1]
    weight = rho / task.steepness * task.excess(x)
    assert (weight > 0).all()
    np.testing.assert_allclose(task.prox(x - task.objective.grad(x), weight), x, atol=1e-10)


def test_stages_leave_the_share_that_they_are_asked_for():
    factor = (20 - 1) / (20 + 1)
    assert factor ** stage(20, 0.1) <= 0.1 < factor ** (stage(20, 0.1) - 1)


def test_weights_double_after_their_stages():
    rho = weights(KAPPA, 100)
    values, counts = np.unique(rho, return_counts=True)
    np.testing.assert_array_equal(values, KAPPA * 2.0 ** np.arange(len(values)))
    assert list(counts[:2]) == [stage(2 * KAPPA, 1 / 4), stage(3 * KAPPA, 1 / 4)]


def test_a_simplex_gap_and_violation_vanish_at_the_solution_only():
    task = problem("simplex")
    np.testing.assert_allclose(task.error(task.solution), 0, atol=1e-14)
    assert (task.error(task.start) > 0).all()
    np.testing.assert_allclose(task.violation(2 * task.solution), 1, rtol=1e-13)
    np.testing.assert_allclose(task.violation(task.solution / 2), 0.5, rtol=1e-13)
