"""Stationary points are found, and told apart."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import classify, kind_by_values, stationary_points
from optbook.objectives import Beale, CosineWell, Cubic, MonkeySaddle, Power, Quadratic, Rosenbrock, Saddle, Tanh


def test_the_cosine_well_has_three_which_solve_their_equation():
    found = stationary_points(CosineWell(), [-1.0], [2.0])
    assert [point.kind for point in found] == ["minimum", "maximum", "minimum"]
    t = np.pi * np.array([point.x[0] for point in found])
    np.testing.assert_allclose(t * np.tan(t), 1, rtol=1e-12)


@pytest.mark.parametrize(
    ("objective", "kind"),
    [
        (Power(2), "minimum"),
        (Power(2, -1), "maximum"),
        (Saddle(), "saddle"),
        (Cubic(), "degenerate"),
        (Power(4), "degenerate"),
        (Power(4, -1), "degenerate"),
        (MonkeySaddle(), "degenerate"),
    ],
)
def test_the_origin_is_found_and_classified(objective, kind):
    (point,) = stationary_points(objective, *objective.domain)
    assert point.kind == kind
    np.testing.assert_allclose(point.x, 0, atol=1e-9)


def test_a_slope_that_only_tends_to_zero_is_no_stationary_point():
    assert stationary_points(Tanh(), [-2.0], [5.0]) == []


def test_known_minima_are_found():
    for objective in (Rosenbrock(), Beale()):
        minima = [p.x for p in stationary_points(objective, *objective.domain) if p.kind == "minimum"]
        np.testing.assert_allclose(minima, objective.minima, rtol=1e-8)


def test_the_points_move_with_the_function():
    shift = np.array([0.3, -0.2])
    matrix = np.array([[2.0, 1.0], [1.0, -3.0]])
    (point,) = stationary_points(Quadratic(matrix, -matrix @ shift), [-1, -1], [1, 1])
    np.testing.assert_allclose(point.x, shift, atol=1e-12)
    assert point.kind == "saddle"


def test_a_zero_eigenvalue_beside_both_signs_is_still_a_saddle():
    assert classify(np.diag([1.0, 0.0, -1.0])) == "saddle"
    assert classify(np.diag([1.0, 0.0])) == "degenerate"


@pytest.mark.parametrize(("hessian", "named"), [(np.ones(3), "hessian: got 'shape"), ([[np.nan]], "finite")])
def test_a_hessian_that_is_none_is_named(hessian, named):
    with pytest.raises(ValueError, match=named):
        classify(hessian)


def test_an_empty_box_is_named():
    with pytest.raises(ValueError, match="upper: got"):
        stationary_points(Saddle(), [0, 0], [1, 0])


@pytest.mark.parametrize(
    ("objective", "kind"),
    [(Power(4), "minimum"), (Power(4, -1), "maximum"), (Power(3), "saddle"), (MonkeySaddle(), "saddle")],
)
def test_values_tell_what_a_zero_hessian_does_not(objective, kind):
    origin = np.zeros(objective.dim)
    assert classify(objective.hess(origin)) == "degenerate"
    assert kind_by_values(objective, origin) == kind


def test_values_agree_with_the_hessian_where_it_decides():
    for point in stationary_points(CosineWell(), *CosineWell().domain):
        assert kind_by_values(CosineWell(), point.x) == point.kind


def test_values_of_three_variables_are_refused():
    with pytest.raises(ValueError, match="objective: got"):
        kind_by_values(Quadratic(np.eye(3)), np.zeros(3))
