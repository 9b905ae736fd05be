"""Newton's method: digits, invariance, and the points where it has no step."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Cosh, Cubic, LinearChange, Quadratic, Rosenbrock, SoftBend
from optbook.optimizers import Newton


def orders(errors):
    """Exponents with which each error follows from the one before, while there are digits."""
    digits = np.log(errors[(errors < 0.3) & (errors > 1e-13)])
    return digits[1:] / digits[:-1]


def test_one_step_ends_on_a_quadratic():
    bowl = Quadratic([[3.0, 1.0], [1.0, 2.0]], [1.0, -1.0])
    run = descend(bowl, [[5.0, 5.0], [-300.0, 2.0]], Newton(bowl), 1)
    np.testing.assert_allclose(run.x[1], np.broadcast_to(bowl.minima[0], (2, 2)), atol=1e-13)


def test_its_digits_double():
    run = descend(SoftBend(), [-0.5], Newton(SoftBend()), 6)
    errors = np.abs(run.x[:, 0] - (np.log(2) / 3 - 1))
    # The constant in front of the square, f'''/(2 f'') = .5, wins digits beside the doubling.
    assert errors[-1] < 1e-15
    assert orders(errors).min() > 1.9


def test_its_digits_triple_where_the_third_derivative_vanishes():
    errors = np.abs(descend(Cosh(), [1.5], Newton(Cosh()), 4).x[:, 0])
    np.testing.assert_allclose(errors[2] / errors[1] ** 3, 1 / 12, rtol=0.01)  # tanh(u) - u = -u^3 / 3, u = x / 2


@pytest.mark.parametrize("matrix", [np.diag([1e3, 1e-3]), [[1.0, 2.0], [3.0, 4.0]]])
def test_a_change_of_variables_changes_the_iterates_and_nothing_else(matrix):
    through = LinearChange(Rosenbrock(), matrix)
    straight = descend(Rosenbrock(), [-1.2, 1.0], Newton(Rosenbrock()), 6)
    changed = descend(through, np.linalg.solve(matrix, [-1.2, 1.0]), Newton(through), 6)
    np.testing.assert_allclose(through.forth(changed.x), straight.x, rtol=1e-8)  # condition 1e6 and cancellation


def test_damping_halves_the_error_a_step():
    run = descend(Quadratic(np.diag([1.0, 9.0])), [1.0, 1.0], Newton(Quadratic(np.diag([1.0, 9.0])), lr=0.5), 10)
    np.testing.assert_allclose(run.x[:, 0], 0.5 ** np.arange(11))


def test_a_singular_hessian_spoils_its_own_lane_only():
    class Trough(Quadratic):
        def hess(self, x):
            return np.where((x[..., :1] > 5)[..., None], np.zeros((2, 2)), super().hess(x))

    trough = Trough(np.diag([1.0, 2.0]))
    run = descend(trough, [[1.0, 1.0], [6.0, 1.0]], Newton(trough), 2)
    np.testing.assert_array_equal(run.diverged, [False, True])
    np.testing.assert_array_equal(run.x[-1, 0], 0)


def test_where_slope_and_curvature_vanish_it_stays():
    np.testing.assert_array_equal(descend(Cubic(), [0.0], Newton(Cubic()), 3).x, 0)


def test_an_objective_without_a_hessian_is_named():
    with pytest.raises(ValueError, match=r"objective: got .*, takes an objective with a Hessian"):
        Newton(object())
