"""Accelerated gradient on convex functions."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.optimizers import AcceleratedGradient
from optbook.studies.momentum import accelerated


def test_the_chain_rests_where_the_closed_form_says():
    place, least = accelerated.chain_minimum(7)
    chain = accelerated.chain(7)
    np.testing.assert_allclose(chain.minima[0], place, rtol=1e-13)
    assert chain.value(place) == pytest.approx(least)


def test_the_curvatures_of_the_chain_lie_between_zero_and_one():
    eigenvalues = np.linalg.eigvalsh(accelerated.chain(30).matrix)
    assert eigenvalues[0] > 0
    assert eigenvalues[-1] < 1


def test_gradients_see_one_more_mass_a_step():
    x, _ = accelerated.two_points(accelerated.chain(9), np.zeros(9), 1.0, np.full(4, 0.5))
    assert [int(np.count_nonzero(row)) for row in x] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("weights", [accelerated.linear_weights, accelerated.root_weights])
def test_weights_meet_the_inequality_of_the_theorem(weights):
    w = weights(200)
    assert w[0] == 1
    assert (w[1:] ** 2 - w[1:] <= w[:-1] ** 2 * (1 + 1e-14)).all()


def test_the_linear_weights_belong_to_the_optimizer():
    problem = accelerated.problems()["chain"]
    memory = accelerated.extrapolations(accelerated.linear_weights(51))
    x, y = accelerated.two_points(problem.objective, problem.start, 1.0, memory)
    run = descend(problem.objective, problem.start, AcceleratedGradient(1.0), 50).x
    np.testing.assert_allclose(run, y, atol=1e-14)
    np.testing.assert_allclose(accelerated.reached(problem.objective, run, 1.0)[:-1], x, atol=1e-14)


def test_the_potential_does_not_rise_with_the_weights_of_the_root_either():
    problem = accelerated.problems()["chain"]
    w = accelerated.root_weights(101)
    x, _ = accelerated.two_points(problem.objective, problem.start, 1.0, accelerated.extrapolations(w))
    assert np.diff(accelerated.potential(problem, x, w, 1.0).total).max() < 0


def test_the_potential_rises_where_the_rate_is_too_large():
    assert np.diff(accelerated.potential_run(accelerated.problems()["chain"], 100, speed=1.5).total).max() > 0


def test_the_minimum_of_the_tumors_has_no_slope():
    problem = accelerated.tumors()
    assert np.linalg.norm(problem.objective.grad(problem.minimum)) < 1e-14


def test_a_larger_ridge_is_sooner_done():
    assert accelerated.tumors(1e-2).radius < accelerated.tumors(1e-3).radius
