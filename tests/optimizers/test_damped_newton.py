"""Damped Newton: never uphill, full steps in the end, and to minima only."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Himmelblau, Quadratic, SoftBend
from optbook.optimizers import DampedNewton, Newton, strong_wolfe_step


@pytest.mark.parametrize("settings", [{}, {"search": strong_wolfe_step}])
def test_the_value_never_rises(settings):
    x = np.random.default_rng(0).uniform(-5, 5, (50, 2))
    value = descend(Himmelblau(), x, DampedNewton(Himmelblau(), **settings), 25).value
    assert (np.diff(value, axis=0) <= 1e-25).all()  # at the minimum, of value zero, the squares of rounding remain
    np.testing.assert_allclose(value[-1], 0, atol=1e-20)  # the square of what rounding leaves of each part


def test_where_newton_runs_away_on_a_convex_curve_it_arrives():
    far = np.linspace(-8, 8, 9)[:, None]
    assert descend(SoftBend(), far, Newton(SoftBend()), 60).diverged.any()
    run = descend(SoftBend(), far, DampedNewton(SoftBend()), 60)
    np.testing.assert_allclose(run.x[-1], SoftBend().minima[[0] * 9], atol=1e-14)


def test_near_the_minimum_it_is_newton():
    start = SoftBend().minima[0] + 0.1
    both = [descend(SoftBend(), start, method(SoftBend()), 3).x for method in (Newton, DampedNewton)]
    np.testing.assert_allclose(*both, rtol=1e-14)


def test_what_cannot_be_searched_is_named():
    with pytest.raises(ValueError, match=r"objective: got .*, takes an objective with a Hessian"):
        DampedNewton(object())
    with pytest.raises(ValueError, match="search: got"):
        DampedNewton(Quadratic(np.eye(2)), search=0.5)
