"""Where runs in the plane end."""

from __future__ import annotations

import numpy as np
import pytest

from optbook import finish
from optbook.objectives import Himmelblau, LinearChange
from optbook.optimizers import Newton, SaddleFreeNewton, TrustRegion
from optbook.studies.descent import newton_basins


def test_the_nine_points_are_four_minima_four_saddles_and_a_maximum():
    kinds = [point.kind for point in newton_basins.nine()]
    assert [kinds.count(kind) for kind in newton_basins.KINDS] == [4, 4, 1]


@pytest.mark.parametrize("method", [Newton, SaddleFreeNewton])
def test_methods_that_see_all_of_the_hessian_do_not_see_a_rotation(method):
    straight, turned = (newton_basins.basins(method, degrees=degrees).end for degrees in (0.0, 30.0))
    # On the border of two basins rounding decides.
    assert (straight != turned).mean() < 0.01


@pytest.mark.parametrize("method", [Newton, SaddleFreeNewton, TrustRegion])
def test_lanes_that_wait_end_where_they_would_have_ended(method):
    f, starts = Himmelblau(), np.random.default_rng(0).uniform(-5, 5, (4, 5, 2))
    ends, _ = finish(f, starts, method(f), 30)
    np.testing.assert_array_equal(newton_basins.last(f, starts, method(f), 30), ends)


def test_every_start_has_one_end():
    found = newton_basins.basins(count=10)
    assert sum(found.shares.values()) == pytest.approx(1)
    assert found.reached.sum() + found.shares["none"] == pytest.approx(1)


def test_the_pull_of_a_minimum_is_that_of_jacobis_iteration():
    """It is |H01| / sqrt(H00 H11) in two variables."""
    (point,) = [p for p in newton_basins.nine() if np.allclose(p.x, [3, 2])]
    (a, b), (_, c) = Himmelblau().hess(point.x)
    assert newton_basins.pull(point) == pytest.approx(abs(b) / np.sqrt(a * c))


def test_turning_the_axes_gives_both_entries_at_each_saddle_one_sign():
    saddles = [point.x for point in newton_basins.nine() if point.kind == "saddle"]
    for degrees, sign in ((0.0, -1), (45.0, 1)):
        turned = LinearChange.rotation(Himmelblau(), degrees)
        diagonal = np.diagonal(turned.hess(turned.back(np.array(saddles))), axis1=-2, axis2=-1)
        assert (np.sign(diagonal.prod(-1)) == sign).all()
