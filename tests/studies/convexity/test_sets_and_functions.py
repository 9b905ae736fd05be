"""The numbers of the page on convex sets and functions."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import Ball, chord_test, worst_segment
from optbook.objectives import BumpedParabola
from optbook.studies.convexity import sets_and_functions as study


def test_of_the_three_curves_only_the_cosine_has_a_violating_chord():
    tests = study.chords()
    assert [tests[name].violated for name in study.CURVES] == [False, True, False]


def test_the_extreme_chords_of_the_cosine_approach_its_swing():
    test = study.chords()[r"$\cos(\pi x)$"]
    assert test.highest.gap == pytest.approx(2, abs=0.03)
    assert test.lowest.gap == pytest.approx(-2, abs=0.03)


@pytest.mark.parametrize("seed", range(1, 4))
def test_other_chords_give_the_same_verdicts(seed):
    first, again = study.chords(), study.chords(seed=seed)
    assert {name: t.violated for name, t in first.items()} == {name: t.violated for name, t in again.items()}


def test_no_segment_between_the_corners_of_the_frame_leaves_it_and_it_is_not_convex():
    corners = np.concatenate([study.OUTER, study.INNER])
    assert not worst_segment(study.FRAME, corners).leaves
    assert study.boundary_segment(study.FRAME).leaves
    # The hole is a ninth of the triangle.
    assert study.missing_from_hull(study.FRAME) == pytest.approx(1 / 9, abs=0.01)


def test_the_hull_of_a_half_norm_ball_is_the_diamond():
    """The diamond has the area 2, the ball of p = 1/2 the area 2/3."""
    assert study.missing_from_hull(Ball(p=0.5)) == pytest.approx(2 / 3, abs=0.03)


@pytest.mark.parametrize("p", [0.9, 1, 1.5])
def test_a_ball_is_convex_from_p_one_on(p):
    assert study.boundary_segment(Ball(p=p)).leaves == (p < 1)


def test_the_area_of_violating_chords_has_converged():
    assert study.violating_area() == pytest.approx(study.violating_area(480, 30, 6), rel=5e-3)


@pytest.mark.parametrize("seed", range(3))
def test_the_share_of_chords_follows_the_area_for_other_seeds(seed):
    found = study.bumps((0.1, 0.2), count=50_000, seed=10 * seed)
    assert (np.abs(found.share - found.theory) < 5 * found.error).all()


def test_the_bump_has_the_same_bend_at_every_width():
    for width in (0.01, 0.1, 1.0):
        assert BumpedParabola(width).bend(0.0) == pytest.approx(-1)
    assert not chord_test(BumpedParabola(0.3, height=1.0), [-2], [2]).violated


def test_the_random_pairs_hold_nested_and_crossing_disks():
    nested = study.disk_pairs(20).nested
    assert 0 < nested.sum() < len(nested)


def test_another_seed_draws_other_chords_and_other_disks():
    first, second = (study.bumps(count=20_000, seed=seed) for seed in (0, 1))
    assert (first.share != second.share).any()
    np.testing.assert_array_equal(first.theory, second.theory)
    near, far = (study.disk_pairs(3, seed=seed) for seed in (0, 1))
    assert not np.array_equal(near.union, far.union)
