"""Cautious steps: what is let through, and its size."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic
from optbook.optimizers import Cautious, GradientDescent, HeavyBall


def test_gradient_descent_never_disagrees_with_itself():
    bowl = Quadratic(np.diag([1.0, 4.0]))
    runs = [descend(bowl, [1.0, 1.0], o, 20).x for o in (GradientDescent(lr=0.1), Cautious(GradientDescent(lr=0.1)))]
    np.testing.assert_array_equal(*runs)


def test_coordinates_that_disagree_stay_and_the_others_go_further():
    optimizer = Cautious(HeavyBall(lr=1.0, beta=0.5))
    state = HeavyBall(lr=1.0, beta=0.5).init(np.zeros(4))._replace(velocity=np.array([2.0, 2.0, 2.0, -4.0]))
    delta, _ = optimizer.update(np.array([1.0, -0.5, 0.0, -1.0]), state, np.zeros(4))
    np.testing.assert_allclose(delta, [-4, 0, 0, 6])


def test_no_step_leads_up():
    bowl = Quadratic(np.diag([1.0, 9.0]))
    run = descend(bowl, [3.0, -2.0], Cautious(HeavyBall(lr=0.1, beta=0.9)), 50)
    assert ((np.diff(run.x, axis=0) * bowl.grad(run.x[:-1])).sum(-1) <= 0).all()
