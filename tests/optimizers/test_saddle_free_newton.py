"""Saddle-free Newton: Newton where the Hessian is positive definite, and away from saddles elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Himmelblau, LinearChange, Quadratic, Saddle
from optbook.optimizers import Newton, SaddleFreeNewton


def test_where_the_hessian_is_positive_definite_it_is_newton():
    x = Himmelblau().minima + 0.1
    both = [descend(Himmelblau(), x, method(Himmelblau()), 3).x for method in (Newton, SaddleFreeNewton)]
    np.testing.assert_allclose(*both, rtol=1e-12)  # one solves, the other decomposes


def test_on_a_saddle_it_ends_the_valley_and_doubles_on_the_ridge():
    run = descend(Saddle(), [0.7, 1e-3], SaddleFreeNewton(Saddle()), 4)
    np.testing.assert_allclose(run.x[1:, 0], 0, atol=1e-15)
    np.testing.assert_allclose(run.x[:, 1], 1e-3 * 2.0 ** np.arange(5))


def test_a_rotation_turns_the_iterates_and_nothing_else():
    turned, x = LinearChange.rotation(Himmelblau(), 30.0), np.array([[0.3, -1.0], [-3.0, 0.2], [4.0, 4.0]])
    straight = descend(Himmelblau(), x, SaddleFreeNewton(Himmelblau()), 5).x
    other = descend(turned, turned.back(x), SaddleFreeNewton(turned), 5).x
    np.testing.assert_allclose(turned.forth(other), straight, rtol=1e-9)  # five steps amplify rounding


def test_a_hessian_that_is_not_finite_spoils_its_own_lane_only():
    class Torn(Quadratic):
        def hess(self, x):
            return np.where((x[..., :1] > 5)[..., None], np.full((2, 2), np.nan), super().hess(x))

    torn = Torn(np.diag([1.0, 2.0]))
    run = descend(torn, [[1.0, 1.0], [6.0, 1.0]], SaddleFreeNewton(torn), 2)
    np.testing.assert_array_equal(run.diverged, [False, True])
    np.testing.assert_array_equal(run.x[-1, 0], 0)


def test_an_objective_without_a_hessian_is_named():
    with pytest.raises(ValueError, match=r"objective: got .*, takes an objective with a Hessian"):
        SaddleFreeNewton(object())
