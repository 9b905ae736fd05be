"""The numbers of the page that compares the methods of the chapter."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import brentq

from optbook.analysis import decayed
from optbook.objectives import Quadratic
from optbook.studies.convexity import comparison
from optbook.studies.convexity.contest import DIM, KAPPA, NAMES, SETS, problem, weights

each_set = pytest.mark.parametrize("which", SETS)


@each_set
def test_every_method_arrives_at_a_tenth_and_stays(which):
    found = comparison.course(which)
    for name in NAMES:
        steps = found.arrived(name, 0.1)
        assert np.isfinite(steps).all()
        for lane, step in enumerate(steps.astype(int)):
            error = np.maximum(found.violation[name], np.abs(found.gap[name]))[:, lane]
            assert (error[step:] <= 0.1).all()
            assert error[step - 1] > 0.1


@each_set
def test_projected_iterates_are_allowed(which):
    # Rounding of a sum of twelve numbers.
    assert comparison.course(which).violation["projected"].max() < 1e-14


def test_the_exact_minima_of_the_penalty_agree_with_weight_decay():
    """The penalty pulls along x with the strength ``rho (|x| - r) / |x|``, that of one weight decay."""
    task = problem("l2 ball")
    exact = comparison.exact_errors("l2 ball")
    for lane, radius in enumerate(task.radius[:, 0]):
        bowl = Quadratic(task.objective.matrix[lane], task.objective.linear[lane])

        def off(alpha, bowl=bowl, radius=radius):
            size = np.linalg.norm(decayed(bowl, alpha))
            return alpha * size - 4 * KAPPA * (size - radius)

        x = task.solution.copy()
        x[lane] = decayed(bowl, brentq(off, 0, task.multiplier[lane, 0] / radius, xtol=1e-14))
        # Halving fourteen times leaves 6e-5 of the multiplier in the weight.
        np.testing.assert_allclose(exact[2, lane], task.error(x)[lane], rtol=1e-3)


def test_the_ends_are_those_of_the_schedule():
    changes = np.flatnonzero(np.diff(weights(KAPPA, comparison.ends()[-1] + 1))) + 1
    np.testing.assert_array_equal(changes, comparison.ends())


def test_the_runs_in_the_plane_end_at_the_solution():
    task = comparison.disk()
    for name, x in comparison.disk_runs().items():
        assert np.linalg.norm(x[-1] - task.solution[0]) < (0.02 if name == "penalty" else 1e-6)


def test_one_product_of_the_outer_steps_by_hand():
    """In one draw, the multiplier of the plane from two equations, and one step of each method."""
    objective, normal = comparison.bowls(), np.ones(DIM)
    matrix, linear = objective.matrix[0], objective.linear[0]
    system = np.block([[matrix, normal[:, None]], [normal[None], np.zeros((1, 1))]])
    true = np.linalg.solve(system, np.append(-linear, 1))[-1]
    bend = normal @ np.linalg.solve(matrix, normal)
    x = np.linalg.solve(matrix + 2 / bend * np.outer(normal, normal), 2 / bend * normal - linear)
    left = abs(2 / bend * (x @ normal - 1) - true) / abs(true)
    assert left == pytest.approx(1 / 3, rel=1e-12)
    np.testing.assert_allclose(comparison.outer((2.0,)).multipliers, 1 / 3, rtol=1e-11)


def test_a_general_solver_is_counted():
    assert all((comparison.yardstick(which) > 1).all() for which in SETS)
