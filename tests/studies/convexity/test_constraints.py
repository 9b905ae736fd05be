"""The numbers of the page on constraints."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import decayed
from optbook.objectives import CosineWell
from optbook.studies.convexity import constraints


def test_the_corner_is_the_solution_with_multipliers_known_by_hand():
    """At (4/5, 3/5) the force is (1, 4/5) = 13/25 (1, 2) + 6/25 (2, -1)."""
    x, multipliers = constraints.solve(constraints.plane())
    np.testing.assert_allclose(x, [0.8, 0.6], atol=1e-15)
    np.testing.assert_allclose(multipliers, [0.52, 0.24], atol=1e-15)


def test_the_dual_side_gives_the_same_multipliers():
    (multipliers,) = constraints.climb_duals([constraints.plane()])
    np.testing.assert_allclose(multipliers, [0.52, 0.24], atol=1e-14)


def test_the_penalty_stays_outside_the_disk_and_comes_near_its_solution():
    path = constraints.paths()
    length = np.linalg.norm(path.penalty, axis=-1)
    assert (length > 1).all()
    assert (np.diff(length) < 0).all()
    np.testing.assert_allclose(np.linalg.norm(path.solution), 1, rtol=1e-14)
    # The excess is near the multiplier over the weight, and this is the change of x in size.
    assert np.linalg.norm(path.penalty[-1] - path.solution) < 2 * path.multiplier / path.rho[-1]


def test_the_penalized_minima_have_no_slope_left():
    path, bowl = constraints.paths(), constraints.plane().objective
    excess = ((path.penalty**2).sum(-1) - 1) / 2
    slope = bowl.grad(path.penalty) + (path.rho * excess)[:, None] * path.penalty
    # The root is found to 2e-12 in alpha, and the largest weight multiplies that.
    np.testing.assert_allclose(slope, 0, atol=1e-9)


def test_the_dual_curve_is_concave_and_touches_the_least_value():
    curve = constraints.dual_curve()
    assert (np.diff(curve.dual, 2) < 0).all()
    assert curve.dual.max() <= curve.least
    # Near its top the curve falls quadratically: half a step of the row costs less than a step squared.
    assert curve.dual.max() == pytest.approx(curve.least, abs=np.diff(curve.multiplier)[0] ** 2)


def test_the_quadratic_is_the_regression():
    model, x = constraints.regression(), np.random.default_rng(0).normal(size=(5, 10))
    bowl = constraints.as_quadratic(model)
    np.testing.assert_allclose(bowl.value(x), model.value(x), rtol=1e-12)
    np.testing.assert_allclose(decayed(bowl, 0.0), model.minimum, rtol=1e-9)  # the normal equations square kappa


def test_lengths_fall_in_the_weight():
    assert (np.diff(constraints.regression_radii().length) < 0).all()
    assert (np.diff(constraints.well_radii().length) <= 0).all()


def test_at_the_jump_both_valleys_are_equally_deep():
    radii = constraints.well_radii()
    ends = radii.sides * [1, -1]
    value = CosineWell().f(ends) + radii.jump * ends**2 / 2
    assert value[0] == pytest.approx(value[1], abs=1e-10)  # the jump is a root, found to 2e-12


def test_the_projections_of_the_figure_end_on_the_borders():
    for order, shot in zip((1, 2, np.inf), constraints.shots().values(), strict=True):
        np.testing.assert_allclose(np.linalg.norm(shot.near, order, axis=-1), 1, rtol=1e-14)


def test_half_of_the_points_go_to_corners_of_the_diamond():
    near = constraints.shots()["l1 ball"].near
    assert (np.abs(near).min(-1) < 1e-14).sum() == 7
