"""The numbers of the page on symmetry."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.challenges import symmetry


def test_the_flipped_midpoint_is_as_bad_as_an_untrained_network():
    found = symmetry.midpoints(twins=1)
    assert found.flipped.min() >= found.entropy
    assert (found.flipped > 2.30).all()
    assert (found.flipped < 2.34).all()
    assert found.entropy == pytest.approx(np.log(10), abs=2e-3)


def test_permuted_midpoints_lie_where_they_are_known_to():
    found = symmetry.midpoints(twins=20)
    assert (found.trained < 0.09).all()
    assert 0.2 < found.permuted.min() < found.permuted.max() < 1
    assert 0.26 < np.median(found.permuted) < 0.67


def test_there_are_48_twins_of_three_units():
    assert symmetry.twin_count((1, 1, 1)) == 48
    assert symmetry.twin_count((2, 1)) == 24
    assert symmetry.twin_count((), zeros=2) == 1


def test_lines_begin_and_end_at_one_loss_and_the_matched_one_is_flat():
    ways = symmetry.lines()
    for values in (ways.permuted, ways.flipped, ways.matched):
        np.testing.assert_allclose(values[[0, -1]], ways.matched[0], rtol=1e-12)
    np.testing.assert_allclose(ways.matched, ways.matched[0], rtol=1e-12)


def test_the_way_to_a_flipped_twin_is_the_same_from_both_ends():
    ways = symmetry.lines()
    np.testing.assert_allclose(ways.flipped, ways.flipped[::-1], rtol=1e-12)
    assert np.abs(ways.permuted / ways.permuted[::-1] - 1).max() > 1e-3


def test_signs_help_and_never_hurt_on_average():
    raw, ordered, signed = symmetry.matching(lanes=4).barriers.values()
    assert signed.mean() < ordered.mean() < raw.mean()


def test_equal_units_stay_equal_and_pushed_ones_part():
    run = symmetry.tied_units((0.0, 1e-4), steps=300)
    assert run.distance[:, 0].max() < 1e-12
    assert run.distance[-1, 1] > 0.1
