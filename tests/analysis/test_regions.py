"""Closed sets."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import (
    Ball,
    BelowSet,
    Epigraph,
    HalfSpace,
    Intersection,
    Outside,
    Union,
    boundary,
    members,
    polygon,
    worst_segment,
)
from optbook.objectives import Power, Quadratic
from optbook.projections import onto_half_space

BOX = np.full(2, -2.0), np.full(2, 2.0)
X = np.random.default_rng(0).uniform(*BOX, (500, 2))
REGIONS = [
    Ball(),
    Ball((0.5, 0.2), 0.7, 0.5),
    Ball(p=np.inf) & HalfSpace((1.0, 1.0), 0.5),
    Ball() | Ball((1.0, 0.0)),
    Ball() & Outside(Ball(radius=0.5)),
    BelowSet(Quadratic(np.diag([1.0, 4.0])), 0.5),
    Epigraph(Power(2)),
]


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: type(region).__name__)
def test_a_boundary_point_has_members_and_others_next_to_it(region):
    found = boundary(region, *BOX, 20)
    assert found.shape == (20, 2)
    np.testing.assert_allclose(region.margin(found), 0, atol=1e-12)


@pytest.mark.parametrize("region", REGIONS, ids=lambda region: type(region).__name__)
def test_members_belong_and_repeat(region):
    found = members(region, *BOX, 50)
    assert region.contains(found).all()
    assert region.dim == 2
    np.testing.assert_array_equal(found, members(region, *BOX, 50))


@pytest.mark.parametrize("p", [0.5, 1, 2, np.inf])
def test_a_ball_is_where_the_norm_is_small(p):
    inside = (np.abs(X) ** p).sum(-1) ** (1 / p) <= 1 if p < np.inf else np.abs(X).max(-1) <= 1
    np.testing.assert_array_equal(Ball(p=p).contains(X), inside)


def test_intersection_union_and_outside_are_those_of_logic():
    one, two = Ball(), Ball((0.7, 0.0))
    a, b = one.contains(X), two.contains(X)
    np.testing.assert_array_equal(Intersection((one, two)).contains(X), a & b)
    np.testing.assert_array_equal(Union((one, two)).contains(X), a | b)
    np.testing.assert_array_equal(Outside(one).contains(X), ~a)


def test_a_polygon_holds_its_corners_on_its_edge():
    corners = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 1.0]])
    np.testing.assert_allclose(polygon(corners).margin(corners), 0, atol=1e-15)
    assert polygon(corners).contains(np.array([0.5, 0.5]))
    assert not polygon(corners).contains(np.array([1.5, 0.5]))


def test_the_margin_of_a_half_space_is_the_distance_times_the_length_of_its_normal():
    normal = np.array([3.0, 4.0])
    away = np.linalg.norm(X - onto_half_space(X, normal, 1.0), axis=-1)
    np.testing.assert_allclose(np.maximum(-HalfSpace(normal, 1.0).margin(X), 0), 5 * away, atol=1e-12)


def test_the_worst_segment_of_a_ring_passes_its_center():
    angle = np.arange(8) * np.pi / 4
    points = np.column_stack([np.cos(angle), np.sin(angle)])
    found = worst_segment(Ball() & Outside(Ball(radius=0.5)), points)
    np.testing.assert_allclose(found.worst, 0, atol=1e-15)
    np.testing.assert_allclose(found.start, -found.end, atol=1e-15)
    assert found.margin == pytest.approx(-0.5)
    assert found.leaves


def test_a_set_that_is_not_in_the_box_is_named():
    with pytest.raises(ValueError, match="region: got"):
        members(Ball((9.0, 9.0)), *BOX, 5)


def test_bad_balls_are_named():
    with pytest.raises(ValueError, match="radius: got"):
        Ball(radius=0.0)
    with pytest.raises(ValueError, match="p: got"):
        Ball(p=0)
