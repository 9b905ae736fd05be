"""Every analytic objective: its derivatives, its batches, its minima."""

from __future__ import annotations

import inspect

import numpy as np
import pytest

import optbook.objectives
from optbook.noise import Noisy
from optbook.objectives import (
    BlurredWell,
    CosineWell,
    Curve,
    Himmelblau,
    LinearChange,
    Power,
    Quadratic,
    RippledWell,
    Rosenbrock,
    SampledWell,
    Scaled,
)

NEEDS_ARGUMENTS = {
    Quadratic: [Quadratic([[2.0, 1.0], [1.0, 3.0]], [1.0, -2.0], 0.5), Quadratic(np.diag([1.0, -1.0, 4.0]))],
    CosineWell: [CosineWell(), CosineWell(0.15)],
    Power: [Power(4), Power(3, -1), Power(2)],
    SampledWell: [SampledWell([0.1, -0.2, 0.05])],
    LinearChange: [LinearChange.rotation(Himmelblau(), -30.0), LinearChange(Rosenbrock(), [[2.0, 1.0], [0.0, 0.5]])],
    Scaled: [Scaled(Rosenbrock(), 0.25)],
}
CLASSES = [getattr(optbook.objectives, name) for name in optbook.objectives.__all__]
OBJECTIVES = [f for cls in CLASSES if cls is not Curve for f in NEEDS_ARGUMENTS.get(cls) or [cls()]]
each_objective = pytest.mark.parametrize("objective", OBJECTIVES, ids=lambda f: type(f).__name__)


def inside(objective, count):
    """Points in the middle four fifths of the domain."""
    lower, upper = objective.domain
    u = np.random.default_rng(0).uniform(0.1, 0.9, (count, objective.dim))
    return lower + u * (upper - lower)


@each_objective
def test_gradient_matches_complex_step_to_the_last_bits(objective):
    x, h = inside(objective, 20), 1e-30
    directions = np.eye(objective.dim)
    expected = np.stack([objective.value(x + 1j * h * e).imag / h for e in directions], axis=-1)
    np.testing.assert_allclose(objective.grad(x), expected, rtol=1e-11, atol=1e-11)


@each_objective
def test_hessian_matches_complex_step_of_the_gradient(objective):
    x, h = inside(objective, 20), 1e-30
    expected = np.stack([objective.grad(x + 1j * h * e).imag / h for e in np.eye(objective.dim)], axis=-1)
    np.testing.assert_allclose(objective.hess(x), expected, rtol=1e-11, atol=1e-11)


@each_objective
def test_a_batch_equals_its_members(objective):
    x = inside(objective, 6).reshape(2, 3, objective.dim)
    assert objective.value(x).shape == (2, 3)
    assert objective.grad(x).shape == (2, 3, objective.dim)
    assert objective.hess(x).shape == (2, 3, objective.dim, objective.dim)
    np.testing.assert_allclose(objective.value(x)[1, 2], objective.value(x[1, 2]), rtol=1e-14)
    np.testing.assert_allclose(objective.grad(x)[1, 2], objective.grad(x[1, 2]), rtol=1e-14)


@each_objective
def test_minima_have_zero_gradient_and_nonnegative_curvature(objective):
    minima = objective.minima
    assert minima.shape[1:] == (objective.dim,)
    np.testing.assert_allclose(objective.grad(minima), 0, atol=1e-12)
    assert (np.linalg.eigvalsh(objective.hess(minima)) >= 0).all()


@each_objective
def test_float32_stays_float32(objective):
    x = inside(objective, 3).astype(np.float32)
    assert {objective.value(x).dtype, objective.grad(x).dtype, objective.hess(x).dtype} == {np.dtype(np.float32)}


@each_objective
def test_whole_numbers_are_points_too(objective):
    ones = np.ones((3, objective.dim), dtype=int)
    for points in (ones[0], ones):
        for take in (objective.value, objective.grad, objective.hess):
            np.testing.assert_array_equal(take(points), take(points.astype(float)))


@each_objective
def test_calling_is_the_value_and_nothing_is_stochastic(objective):
    x = inside(objective, 3)
    np.testing.assert_array_equal(objective(x), objective.value(x))
    assert objective.at(7) is objective


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_objective_is_documented(cls):
    members = [cls, *(m for name, m in inspect.getmembers(cls, inspect.isfunction) if not name.startswith("_"))]
    assert all(inspect.getdoc(member) for member in members)


@pytest.mark.parametrize("matrix", [np.ones((2, 3)), np.ones(3), [[1.0, 2.0], [0.0, 1.0]]])
def test_quadratic_names_a_matrix_that_is_not_symmetric(matrix):
    with pytest.raises(ValueError, match="matrix: got"):
        Quadratic(matrix)


def test_a_sampled_well_is_the_mean_of_shifted_wells_and_each_lane_has_its_own():
    shifts = np.random.default_rng(0).normal(0, 0.15, (3, 7))
    x = np.linspace(0.5, 1.5, 5)[:, None, None]
    expected = CosineWell().value((x + shifts)[..., None]).mean(-1)
    lanes = np.broadcast_to(x, (5, 3, 1))
    np.testing.assert_allclose(SampledWell(shifts).value(lanes), expected, atol=1e-14)
    assert SampledWell(shifts).grad(lanes).shape == (5, 3, 1)
    assert SampledWell(shifts).hess(lanes).shape == (5, 3, 1, 1)


def test_a_blur_of_zero_and_a_ripple_of_zero_leave_the_well():
    x = inside(RippledWell(), 20)
    for same in (BlurredWell(0.0), RippledWell(0.0), SampledWell([0.0])):
        np.testing.assert_allclose(same.value(x), CosineWell().value(x), atol=1e-14)
        np.testing.assert_allclose(same.minima, CosineWell().minima[1:], atol=1e-12)


@pytest.mark.parametrize("shifts", [[], 1.0, [np.nan]])
def test_a_sample_that_is_none_is_named(shifts):
    with pytest.raises(ValueError, match="shifts: got"):
        SampledWell(shifts)


def test_negative_heights_and_widths_are_named():
    with pytest.raises(ValueError, match="amplitude: got"):
        RippledWell(-0.1)
    with pytest.raises(ValueError, match="sigma: got"):
        BlurredWell(-0.1)


def test_a_turned_landscape_has_the_same_values_at_turned_places():
    x = inside(Himmelblau(), 5)
    turned = LinearChange.rotation(Himmelblau(), 90.0)
    np.testing.assert_allclose(turned.value(x), Himmelblau().value(np.stack([-x[:, 1], x[:, 0]], -1)), rtol=1e-13)
    np.testing.assert_allclose(turned.back(turned.forth(x)), x, atol=1e-14)


@pytest.mark.parametrize("matrix", [np.eye(3), np.ones((2, 2)), [[np.inf, 0.0], [0.0, 1.0]]])
def test_a_change_of_variables_that_is_none_is_named(matrix):
    with pytest.raises(ValueError, match="matrix: got"):
        LinearChange(Himmelblau(), matrix)


def test_a_factor_is_a_number_for_each_lane_and_may_turn_a_bowl_over():
    bowl, x = Quadratic(np.eye(2)), np.ones((2, 3, 2))
    both = Scaled(bowl, np.array([[2.0], [-1.0]]))
    np.testing.assert_array_equal(both.value(x)[:, 0], [2, -1])
    np.testing.assert_array_equal(both.grad(x)[:, 0, 0], [2, -1])
    assert both.grad(x.astype(np.float32)).dtype == np.float32
    with pytest.raises(ValueError, match="factor"):
        _ = both.minima
    with pytest.raises(ValueError, match="factor: got inf, takes finite numbers"):
        Scaled(bowl, np.inf)


@pytest.mark.parametrize("wrap", [lambda f: Scaled(f, 4.0), lambda f: LinearChange(f, [[0.0, 2.0], [-1.0, 0.0]])])
def test_what_stands_before_a_noisy_objective_shows_its_noise(wrap):
    bowl, x = Quadratic(np.diag([1.0, 3.0])), np.zeros(2)
    noisy = Noisy(bowl, 1.0, seed=2)
    free = wrap(Quadratic(np.zeros((2, 2)), noisy.draws(5, x)))  # the noise of that step as a linear function
    np.testing.assert_allclose(wrap(noisy).at(5).grad(x), free.grad(x))
    np.testing.assert_array_equal(wrap(noisy).grad(x), 0)
    np.testing.assert_array_equal(wrap(bowl).at(5).grad(x), 0)
