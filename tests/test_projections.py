"""Projections and proximal maps: nearest points, by definition and against slow searches."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from optbook import projections
from optbook.optimizers import Clipped, GradientDescent
from optbook.projections import onto_affine, onto_box, onto_l1_ball, onto_l2_ball, onto_linf_ball, projector

BALLS = {1: onto_l1_ball, 2: onto_l2_ball, np.inf: onto_linf_ball}
PROXES = {1: projections.prox_l1, 2: projections.prox_l2, np.inf: projections.prox_linf}
DUAL = {1: np.inf, 2: 2, np.inf: 1}
each_ball = pytest.mark.parametrize(("order", "onto"), BALLS.items())
each_prox = pytest.mark.parametrize(("order", "prox"), PROXES.items())
POINTS = np.random.default_rng(0).normal(size=(200, 5))
vectors = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6).map(np.array)


@each_ball
@given(x=vectors, radius=st.floats(1e-3, 1e3))
def test_a_projection_lies_in_its_ball_and_stays_there(order, onto, x, radius):
    near = onto(x, radius)
    # Rounding of sums of six numbers as large as 1e6 reaches the threshold that is taken off.
    slack = 1e-14 * max(radius, np.abs(x).max()) * 6
    assert np.linalg.norm(near, order) <= radius + slack
    np.testing.assert_allclose(onto(near, radius), near, rtol=1e-12, atol=slack)


@each_ball
def test_points_inside_do_not_move(order, onto):
    inside = POINTS / (1.01 * np.linalg.norm(POINTS, order, axis=-1, keepdims=True))
    np.testing.assert_array_equal(onto(inside, 1.0), inside)


@each_ball
def test_no_point_of_the_ball_lies_beyond_the_right_angle(order, onto):
    """The projection ``p`` is the only point of the set with ``(x - p) @ (z - p) <= 0`` for every ``z`` of it."""
    near = onto(POINTS)
    others = onto(3 * np.random.default_rng(1).normal(size=(300, 5)))
    products = (POINTS - near) @ others.T - ((POINTS - near) * near).sum(-1, keepdims=True)
    assert products.max() < 1e-14 * 50  # rounding of sums of five products below 10


@each_ball
def test_no_step_within_the_ball_comes_nearer(order, onto):
    near = onto(POINTS)
    moved = onto(near + 1e-3 * np.random.default_rng(2).normal(size=(50, *near.shape)))
    gains = np.linalg.norm(POINTS - near, axis=-1) - np.linalg.norm(POINTS - moved, axis=-1)
    assert gains.max() < 1e-14


@each_ball
def test_signs_and_orders_of_coordinates_go_through(order, onto):
    signs, order_of = np.array([1, -1, -1, 1, -1]), np.array([3, 0, 4, 1, 2])
    np.testing.assert_allclose(onto(POINTS[:, order_of] * signs), onto(POINTS)[:, order_of] * signs, atol=1e-15)


@each_ball
def test_a_radius_a_lane_is_a_batch(order, onto):
    radii = np.linspace(0.2, 3, len(POINTS))[:, None]
    alone = [onto(x, float(radius)) for x, (radius,) in zip(POINTS, radii, strict=True)]
    np.testing.assert_array_equal(onto(POINTS, radii), alone)


@each_ball
def test_single_precision_stays(order, onto):
    assert onto(POINTS.astype(np.float32), np.array([[2.0]])).dtype == np.float32
    assert PROXES[order](POINTS.astype(np.float32), np.array([[2.0]])).dtype == np.float32


def test_the_l1_projection_agrees_with_halving():
    """The sum of what is left above a threshold falls with it: halve until it is the radius."""
    low, high = np.zeros((len(POINTS), 1)), np.abs(POINTS).max(-1, keepdims=True)
    for _ in range(60):
        middle = (low + high) / 2
        over = np.maximum(np.abs(POINTS) - middle, 0).sum(-1, keepdims=True) > 1
        low, high = np.where(over, middle, low), np.where(over, high, middle)
    outside = np.abs(POINTS).sum(-1) > 1
    halved = np.sign(POINTS) * np.maximum(np.abs(POINTS) - high, 0)
    np.testing.assert_allclose(onto_l1_ball(POINTS)[outside], halved[outside], atol=1e-14)


@pytest.mark.parametrize("total", [0.1, 1.0, 30.0])
def test_the_simplex_is_reached_at_the_nearest_point(total):
    near = projections.onto_simplex(POINTS, total)
    assert near.min() >= 0
    np.testing.assert_allclose(near.sum(-1), total, rtol=1e-13)
    np.testing.assert_allclose(projections.onto_simplex(near, total), near, atol=1e-14 * total)
    others = projections.onto_simplex(3 * np.random.default_rng(1).normal(size=(300, 5)), total)
    products = (POINTS - near) @ others.T - ((POINTS - near) * near).sum(-1, keepdims=True)
    assert products.max() < 1e-14 * 50 * max(1, total)  # rounding, as for the balls


def test_on_the_simplex_a_number_added_to_all_coordinates_is_lost():
    np.testing.assert_allclose(projections.onto_simplex(POINTS + 7), projections.onto_simplex(POINTS), atol=1e-14)


@each_prox
def test_moreau_splits_a_point_into_prox_and_projection(order, prox):
    ball = BALLS[DUAL[order]]
    np.testing.assert_allclose(prox(POINTS, 0.7) + ball(POINTS, 0.7), POINTS, atol=1e-15)


@each_prox
def test_a_search_finds_nothing_lower_than_the_prox(order, prox):
    for x in POINTS[:5]:
        found = minimize(
            lambda z, x=x: 0.7 * np.linalg.norm(z, order) + ((z - x) ** 2).sum() / 2,
            x,
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-14, "maxiter": 20_000, "maxfev": 20_000, "adaptive": True},
        ).x
        value = [0.7 * np.linalg.norm(z, order) + ((z - x) ** 2).sum() / 2 for z in (prox(x, 0.7), found)]
        assert value[0] <= value[1] + 1e-14


def test_the_prox_of_half_the_square_has_no_slope_left():
    z = projections.prox_square(POINTS, 0.7)
    np.testing.assert_allclose(0.7 * z + z - POINTS, 0, atol=1e-15)


def test_the_box_bounds_each_coordinate():
    np.testing.assert_array_equal(onto_box([-2, 0.5, 7], [0, 0, 1], [1, 1, 2]), [0, 0.5, 2])
    np.testing.assert_array_equal(onto_box([-2, 0.5, 7]), [0, 0.5, 7])


def test_a_half_space_is_reached_along_its_normal():
    normal = np.array([3.0, 4.0])
    np.testing.assert_allclose(projections.onto_half_space([3.0, 4.0], normal, 5.0), [0.6, 0.8], rtol=1e-15)
    np.testing.assert_array_equal(projections.onto_half_space([0.0, 1.0], normal, 5.0), [0, 1])


def test_an_affine_set_is_reached_and_the_way_is_normal_to_it():
    matrix, right = POINTS[:2], np.array([1.0, -2.0])
    near = onto_affine(POINTS, matrix, right)
    np.testing.assert_allclose(near @ matrix.T, np.broadcast_to(right, (200, 2)), atol=1e-13)
    along = np.eye(5) - projector(matrix.T)
    np.testing.assert_allclose((POINTS - near) @ along, 0, atol=1e-13)


def test_equations_that_contradict_each_other_are_named():
    with pytest.raises(ValueError, match=r"^right: got"):
        onto_affine(POINTS, np.ones((2, 5)), [1.0, 2.0])


def test_a_projector_ignores_columns_that_repeat():
    basis = POINTS[:2].T
    np.testing.assert_allclose(projector(np.c_[basis, basis @ [1, 2]]), projector(basis), atol=1e-14)


def test_clipping_a_gradient_is_projecting_it():
    clipped = Clipped(GradientDescent(lr=1.0), norm=1.5)
    steps, _ = clipped.update(POINTS, clipped.init(POINTS), POINTS)
    np.testing.assert_allclose(-steps, onto_l2_ball(POINTS, 1.5), rtol=1e-14)


def test_lengths_whose_squares_overflow_are_no_harm():
    np.testing.assert_allclose(onto_l2_ball([3e200, 4e200], 5.0), [3, 4], rtol=1e-14)
    np.testing.assert_array_equal(projections.prox_l2([0.0, 0.0], 0.0), [0, 0])


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("radius", lambda: onto_l1_ball(POINTS, -1.0)),
        ("radius", lambda: onto_l2_ball(POINTS, 0.0)),
        ("lower", lambda: onto_box(POINTS, 1.0, 0.0)),
        ("total", lambda: projections.onto_simplex(POINTS, 0.0)),
        ("weight", lambda: projections.prox_l1(POINTS, -1.0)),
        ("weight", lambda: projections.prox_linf(POINTS, -1.0)),
        ("normal", lambda: projections.onto_half_space(POINTS, np.zeros(5))),
        ("x", lambda: onto_box("nothing")),
    ],
)
def test_bad_input_is_named(name, call):
    with pytest.raises(ValueError, match=f"^{name}: got"):
        call()
