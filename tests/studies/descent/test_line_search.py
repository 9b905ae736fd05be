"""The numbers of the page on line search."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import descend
from optbook.objectives import Power, Quadratic, SoftBend
from optbook.optimizers import GradientDescent, PolyakStep, SteepestDescent, armijo_step, exact_step
from optbook.studies.descent import line_search


@pytest.mark.parametrize("kappa", [2.0, 10.0, 1000.0])
def test_the_worst_start_contracts_by_the_square_of_the_best_factor(kappa):
    run = line_search.zigzag(kappa)
    np.testing.assert_allclose(run.value[1:] / run.value[:-1], line_search.worst(kappa), rtol=1e-10)


def test_from_the_worst_start_exact_search_and_the_best_fixed_rate_are_one_run():
    run = line_search.zigzag(10.0)
    fixed = descend(Quadratic(np.diag([1.0, 10.0])), [10.0, 1.0], GradientDescent(2 / 11), 30)
    np.testing.assert_allclose(run.x, fixed.x, rtol=1e-12)  # thirty steps of rounding


def test_successive_gradients_are_orthogonal():
    objective = Quadratic(np.diag([1.0, 3.0, 20.0]))
    run = descend(objective, [1.0, 2.0, -1.0], SteepestDescent(objective, exact_step), 10)
    grad = objective.grad(run.x)
    norm = np.linalg.norm(grad, axis=1)
    np.testing.assert_allclose((grad[1:] * grad[:-1]).sum(1) / norm[1:] / norm[:-1], 0, atol=1e-12)


def test_an_exact_step_leaves_what_the_formula_says():
    runs = line_search.angles(10.0)
    c, s = np.cos(np.radians(runs.angle)), np.sin(np.radians(runs.angle))
    expected = 1 - 1 / ((c**2 + 10 * s**2) * (c**2 + s**2 / 10))
    np.testing.assert_allclose(runs.left, expected, atol=1e-14)
    assert runs.angle[runs.left.argmax()] == 45


def test_the_search_takes_the_first_step_that_is_asked_for():
    search = line_search.trials()
    assert (search.reached[:-1] > search.asked[:-1]).all()
    assert search.reached[-1] <= search.asked[-1]
    np.testing.assert_array_equal(search.step, [8, 4, 2])


@pytest.mark.parametrize(("share", "full"), [(0.49, True), (0.51, False)])
def test_the_exact_step_on_a_quadratic_gains_half_of_the_promise(share, full):
    objective, x = Quadratic(np.eye(2)), np.array([3.0, 4.0])
    grad = objective.grad(x)
    step = armijo_step(objective, x, -grad, grad, first=1.0, decrease=share)
    assert (step == 1) == full


@pytest.mark.parametrize("power", [2, 4, 6])
def test_polyak_on_a_power_is_linear_however_flat(power):
    run = descend(Power(power), [1.0], PolyakStep(Power(power)), 20)
    np.testing.assert_allclose(run.x[1:, 0] / run.x[:-1, 0], 1 - 1 / power, rtol=1e-13)


def test_polyak_in_one_variable_is_newton_for_the_level():
    """On x^2/2 told d: x - (x^2/2 - d)/x, the root of 2d by Heron's rule."""
    run = descend(Quadratic([[1.0]]), [3.0], PolyakStep(Quadratic([[1.0]]), 0.5), 8)
    assert run.x[-1, 0] == pytest.approx(1, abs=1e-15)


def test_polyak_steps_on_a_quadratic_lie_between_half_the_reciprocal_curvatures():
    runs = line_search.steps_taken()
    step = runs.step["Polyak"]
    assert step.min() > 1 / (2 * runs.top)
    assert step.max() < 1 / (2 * runs.mu)
    assert step.max() > 5 * 2 / runs.top


@pytest.mark.parametrize("seed", range(10))
def test_shortening_helps_for_every_seed(seed):
    runs = line_search.shares(seed=seed)
    median = np.median(runs.steps, axis=1)
    assert (3 * median[runs.share < 1][3:] < median[-1]).all()


@pytest.mark.parametrize("seed", range(6))
def test_one_step_late_is_faster_than_exact_and_not_monotone(seed):
    runs = line_search.one_step_late(seed=seed)
    median = {name: np.median(steps) for name, steps in runs.steps.items()}
    assert 4 * median["late"] < median["exact"] < median["constant"]
    assert (runs.value[1:20] > runs.value[:19]).any(0).all()


@pytest.mark.parametrize("kappa", [10.0, 100.0])
def test_the_best_constant_rate_takes_no_more_than_its_bound(kappa):
    steps = line_search.one_step_late(kappa).steps["constant"]
    assert steps.max() <= np.ceil(np.log(1e-9) / np.log(line_search.worst(kappa)))


def test_the_search_ends_at_the_minimum_in_closed_form():
    runs = line_search.closing()
    assert runs.minimum == pytest.approx(np.log(2) / 3 - 1, abs=1e-15)
    assert abs(SoftBend().slope(runs.bisection[-1].mean())) < 1e-14


def test_a_wrong_least_value_stops_above_or_never_settles():
    right, low, high = line_search.bounds(steps=200).values()
    assert right.value[-1] < 1e-20
    assert high.value[-1] == pytest.approx(0.001, rel=1e-12)
    assert low.value[-50:].max() > 0.001
