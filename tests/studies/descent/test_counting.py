"""What a run costs, counted by hand."""

from __future__ import annotations

import numpy as np

from optbook import descend
from optbook.objectives import Quadratic, Rosenbrock
from optbook.optimizers import LBFGS, ConjugateGradient, GradientDescent, Newton, SteepestDescent
from optbook.studies.descent.counting import Counted, arrive_counting, descend_counting

BOWL = Quadratic(np.diag([1.0, 3.0, 9.0]))


def test_a_step_of_gradient_descent_costs_one_and_of_newton_one_and_a_hessian():
    _, cost = descend_counting(Rosenbrock(), [0.5, 0.5], lambda _: GradientDescent(1e-3), 4)
    np.testing.assert_array_equal(cost, [0, 1, 2, 3, 4])
    _, cost = descend_counting(Rosenbrock(), [-0.5, 0.5], Newton, 3)
    np.testing.assert_array_equal(cost, [0, 3, 6, 9])


def test_an_exact_search_costs_one_more_and_the_trial_that_is_taken_nothing():
    _, cost = descend_counting(BOWL, [1.0, 1.0, 1.0], ConjugateGradient, 2)
    np.testing.assert_array_equal(cost, [0, 3, 5])  # start, exact trial, next; then exact trial, next


def test_the_same_point_is_counted_once():
    counted = Counted(BOWL)
    for _ in range(2):
        counted.value(np.ones(3))
        counted.grad(np.ones(3))
    assert counted.cost == 1


def test_counting_changes_nothing():
    for make in (LBFGS, ConjugateGradient, SteepestDescent):
        run, cost = descend_counting(Rosenbrock(), [-1.2, 1.0], make, 20)
        peer = descend(Rosenbrock(), [-1.2, 1.0], make(Rosenbrock()), 20)
        np.testing.assert_array_equal(run.x, peer.x)
        np.testing.assert_array_equal(run.value, peer.value)
        assert (np.diff(cost) >= 1).all()


def test_an_arrival_is_the_first_iterate_of_the_run_that_is_near():
    for make in (LBFGS, ConjugateGradient, lambda objective: GradientDescent(0.1)):
        run, cost = descend_counting(BOWL, [1.0, 1.0, 1.0], make, 60)
        first = int((run.value <= 1e-3 * run.value[0]).argmax())
        assert arrive_counting(BOWL, [1.0, 1.0, 1.0], make, 60, 0.0, 1e-3) == (first, cost[first])
        assert arrive_counting(BOWL, [1.0, 1.0, 1.0], make, first - 1, 0.0, 1e-3) == (np.inf, np.inf)
