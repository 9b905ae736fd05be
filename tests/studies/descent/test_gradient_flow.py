"""The numbers of the page on gradient flow."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.objectives import Power, Quadratic
from optbook.studies.descent import gradient_flow


def test_the_closed_form_starts_at_the_start_and_has_the_gradient_as_speed():
    bowl, start, h = Quadratic(np.diag([1.0, 3.0]), [1.0, -1.0]), np.array([2.0, 1.0]), 1e-5
    before, now, after = gradient_flow.quadratic_flow(bowl, start, np.array([0.0, h, 2 * h]))
    np.testing.assert_allclose(before, start, atol=1e-15)
    np.testing.assert_allclose((after - before) / (2 * h), -bowl.grad(now), atol=1e-8)  # h^2, and rounding over h


def test_the_modified_flow_of_one_curvature_matches_the_second_order_of_its_logarithm():
    bowl, lr = Quadratic([[2.0]]), 0.1
    end = gradient_flow.flow(bowl, np.ones(1), np.array([1.5]), lr)[-1, 0]
    assert end == pytest.approx(np.exp(-1.5 * (2 + lr / 2 * 4)), rel=1e-11)  # the integrator's tolerance


def test_the_flow_lies_between_an_explicit_and_an_implicit_step():
    found = gradient_flow.one_step()
    assert (found.explicit[1:] < found.flow[1:]).all()
    assert (found.flow[1:] < found.implicit[1:]).all()
    assert found.implicit.min() > 0
    np.testing.assert_allclose(found.implicit * (1 + found.product), 1, rtol=1e-15)


def test_an_implicit_step_is_explicit_in_the_gradient_at_its_end():
    bowl, x = Quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -1.0]), np.array([4.0, -2.0])
    for lr in (0.01, 1.0, 100.0):
        end = gradient_flow.implicit_step(bowl, x, lr)
        np.testing.assert_allclose(end, x - lr * bowl.grad(end), atol=1e-12)  # the gradient's rounding, times 100
        assert bowl(end) + ((end - x) ** 2).sum() / (2 * lr) <= bowl(x)


def test_gradient_descent_from_zero_ends_at_the_least_norm():
    model = gradient_flow.underdetermined()
    end = gradient_flow.fitted(model, np.zeros(model.dim))
    np.testing.assert_allclose(end, np.linalg.pinv(model.inputs) @ model.targets, atol=1e-12)  # rounding


def test_the_flow_ends_at_the_nearest_solution_of_one_equation():
    found = gradient_flow.one_equation()
    np.testing.assert_allclose(found.paths[-1], found.nearest, atol=1e-7)  # exp(-5 * 4) of the way is left


@pytest.mark.parametrize("seed", range(3))
def test_other_methods_fit_as_well_with_a_larger_norm(seed):
    ends = gradient_flow.other_methods(seed)
    assert max(residual for _, residual in ends.values()) < 1e-9  # rates have come to rest long before
    assert ends["Adagrad"][0] > 1.02 * ends["gradient descent"][0]
    assert ends["sign descent"][0] > 1.02 * ends["gradient descent"][0]


def test_the_shares_differ_most_where_their_slopes_agree():
    found = gradient_flow.filters()
    assert np.abs(found.stopped - found.ridge).max() == pytest.approx(found.worst, abs=1e-4)  # the grid's spacing
    assert found.worst == pytest.approx(0.2036, abs=5e-5)


def test_the_flow_on_the_fourth_power_is_algebraic():
    times = np.array([0.0, 1.0, 10.0])
    x = gradient_flow.flow(Power(4), np.ones(1), times)[:, 0]
    np.testing.assert_allclose(x, 1 / np.sqrt(1 + 8 * times), rtol=1e-10)  # the integrator's tolerance
