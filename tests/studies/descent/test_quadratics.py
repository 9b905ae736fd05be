"""The numbers of the page on quadratics."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.descent import quadratics


def test_each_coordinate_of_the_bowl_has_its_own_factor():
    run = quadratics.bowl_run()
    expected = np.array([-5.0, -2.0]) * np.array([0.8, 0.6]) ** run.step[:, None]
    np.testing.assert_allclose(run.x, expected, rtol=1e-13)  # twenty products


def test_directions_are_orthonormal():
    basis = quadratics.directions(4, count=10)
    product = basis @ basis.swapaxes(-1, -2)
    np.testing.assert_allclose(product, np.broadcast_to(np.eye(4), (10, 4, 4)), atol=1e-14)


def test_a_turned_quadratic_has_the_eigenvalues_asked_for():
    found = np.linalg.eigvalsh(quadratics.turned((1.0, 2.0, 7.0), seed=3).matrix)
    np.testing.assert_allclose(found, [1, 2, 7], rtol=1e-13)


@pytest.mark.parametrize("seed", range(10))
def test_the_condition_number_does_not_change_when_the_axes_turn(seed):
    assert quadratics.condition(quadratics.turned(seed=seed).matrix) == pytest.approx(100, rel=1e-12)


def test_a_rate_of_two_over_the_largest_curvature_does_not_converge():
    runs = quadratics.rates(10.0)
    assert runs.lr[-1] == pytest.approx(0.2)
    assert runs.factor[-1] == pytest.approx(1, abs=1e-12)
    assert (runs.factor[:-1] < 1).all()


def test_the_factor_is_the_larger_of_the_two_extremes():
    """Off the best rate, where the two extremes are apart, and off zero, where even 200 steps leave the third."""
    runs = quadratics.rates(10.0)
    expected = np.maximum(np.abs(1 - runs.lr), np.abs(1 - 10 * runs.lr))
    away = (np.abs(runs.lr - runs.best) > 0.01) & (runs.lr > 0.04)
    np.testing.assert_allclose(runs.factor[away], expected[away], rtol=1e-9)


def test_a_unit_diagonal_is_one():
    scaled = quadratics.unit_diagonal(quadratics.WORSE)
    np.testing.assert_allclose(np.diag(scaled), 1, rtol=1e-15)
    np.testing.assert_allclose(scaled[1, 2], 0.8, rtol=1e-15)


def test_scaling_cures_the_valley_along_an_axis_and_not_the_one_across():
    runs = quadratics.valleys()
    assert runs["along, scaled"].value[1] < 1e-30
    np.testing.assert_allclose(runs["across, scaled"].value, runs["across, plain"].value, rtol=1e-12)
    np.testing.assert_allclose(runs["across, plain"].value, runs["along, plain"].value, rtol=1e-12)


@pytest.mark.parametrize("kappa", [2.0, 10.0, 100.0])
def test_steps_to_an_accuracy_follow_from_the_factor(kappa):
    expected = np.ceil(np.log(1e-6) / np.log((kappa - 1) / (kappa + 1)))
    assert quadratics.steps_to(np.diag([1.0, kappa])) == expected


@pytest.mark.parametrize("seed", range(10))
def test_some_matrices_in_three_variables_worsen_and_none_in_two(seed):
    assert 0.02 < quadratics.scatter(3, seed=seed).worsened < 0.3
    assert quadratics.scatter(2, seed=seed).worsened == 0
