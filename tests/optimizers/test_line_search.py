"""Line searches give steps with the properties that they are named for."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import armijo_step, exact_step, strong_wolfe_step

POINTS = np.random.default_rng(0).uniform(-2, 2, (50, 2))


def along(objective, x, direction, step):
    """Value and slope after the step."""
    point = x + step * direction
    return objective.value(point), (objective.grad(point) * direction).sum(-1)


def test_the_exact_step_ends_where_the_slope_along_the_direction_is_zero():
    bowl = Quadratic([[3.0, 1.0], [1.0, 2.0]], [1.0, -1.0])
    direction = np.random.default_rng(1).normal(size=POINTS.shape)
    step = exact_step(bowl, POINTS, direction, bowl.grad(POINTS))
    np.testing.assert_allclose(along(bowl, POINTS, direction, step)[1], 0, atol=1e-13)


@pytest.mark.parametrize("kappa", [2.0, 10.0, 100.0])
def test_exact_search_from_the_worst_start_contracts_the_value_by_the_squared_rate(kappa):
    bowl, x = Quadratic(np.diag([1.0, kappa])), np.array([kappa, 1.0])
    grad = bowl.grad(x)
    after = bowl.value(x - exact_step(bowl, x, -grad, grad) * grad)
    assert after / bowl.value(x) == pytest.approx(((kappa - 1) / (kappa + 1)) ** 2, rel=1e-12)


def test_the_armijo_step_is_the_first_of_its_sequence_that_decreases_enough():
    objective = Rosenbrock()
    grad = objective.grad(POINTS)
    step = armijo_step(objective, POINTS, -grad, grad, first=1.0, shrink=0.5, decrease=0.1)
    bound = objective.value(POINTS)[:, None] - 0.1 * step * (grad**2).sum(-1, keepdims=True)
    assert (along(objective, POINTS, -grad, step)[0] <= bound[:, 0]).all()
    longer = objective.value(POINTS)[:, None] - 0.1 * 2 * step * (grad**2).sum(-1, keepdims=True)
    assert (along(objective, POINTS, -grad, 2 * step)[0] > longer[:, 0]).all()
    assert set(np.log2(step).ravel() % 1) == {0.0}


@pytest.mark.parametrize("curvature", [0.9, 0.1])
@pytest.mark.parametrize("first", [1e-4, 1.0, 1e4])
def test_the_wolfe_step_decreases_enough_and_flattens_the_slope(curvature, first):
    objective = Rosenbrock()
    grad = objective.grad(POINTS)
    step = strong_wolfe_step(objective, POINTS, -grad, grad, first=first, curvature=curvature)
    value, slope = along(objective, POINTS, -grad, step)
    steepness = (grad**2).sum(-1)
    assert (value <= objective.value(POINTS) - 1e-4 * step[:, 0] * steepness).all()
    assert (np.abs(slope) <= curvature * steepness).all()


@given(x=st.tuples(st.floats(-2, 2), st.floats(-2, 2)))
def test_a_lane_searches_as_it_does_alone(x):
    lanes = np.stack([np.array(x), POINTS[0], POINTS[1]])
    for search in (armijo_step, strong_wolfe_step):
        grad = Rosenbrock().grad(lanes)
        together = search(Rosenbrock(), lanes, -grad, grad)
        np.testing.assert_array_equal(together[0], search(Rosenbrock(), lanes[0], -grad[0], grad[0]))


def test_near_a_minimum_the_slopes_decide():
    high = Quadratic([[1.0]], constant=1e6)  # the value does not see steps below 1e-5
    x = np.array([1e-8])
    step = strong_wolfe_step(high, x, -high.grad(x), high.grad(x), first=100.0, curvature=0.1)
    assert abs(x - step * high.grad(x))[0] < 1e-9
