"""How a rate is chosen and a method judged."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.schedules.comparison_runs import LANES, Cell, Outcome, cell, course, decay, vertex


def made(gap, tried=(8.0, 2.0, 1.0, 1.5, 9.0)):
    return Cell(2.0 ** np.arange(len(tried)), np.array(tried), 4.0, np.asarray(gap, dtype=float))


def test_the_width_of_a_valley_of_known_slopes():
    # Logarithms to the base 2 rise by one an octave on both sides: the level of twice the least is one octave away.
    valley = made([1.0], tried=(4.0, 2.0, 1.0, 2.0, 4.0))
    assert valley.width == pytest.approx(2, abs=2 / 64)
    assert valley.margin == 2


def test_a_best_rate_at_the_edge_has_no_margin():
    assert made([1.0], tried=(1.0, 2.0, 4.0)).margin == 0


def test_a_rate_is_safe_if_both_neighbors_are_within_twice():
    assert not made([1.0]).safe
    assert made([1.0], tried=(8.0, 1.9, 1.0, 1.5, 9.0)).safe


def test_a_run_that_overflowed_does_not_widen_the_valley():
    assert made([1.0], tried=(4.0, 2.0, 1.0, 2.0, np.inf)).width == pytest.approx(2, abs=2 / 64)


@pytest.mark.parametrize("best", [-0.4, 0.0, 0.3, 3.9])
def test_the_vertex_of_a_parabola_is_its_least_point(best):
    octaves = np.arange(-4.0, 5)
    assert vertex(2.0**octaves, 2 ** (1 + 0.3 * (octaves - best) ** 2)) == pytest.approx(2**best)


def test_a_neighbor_that_overflowed_moves_the_rate_by_half_an_octave_at_most():
    grid = np.array([1.0, 2.0, 4.0, 8.0])
    assert vertex(grid, np.array([3.0, 2.0, 1.0, np.inf])) == pytest.approx(2**1.5, rel=1e-2)


def test_a_method_that_is_worse_in_every_run_is_not_tied():
    rng = np.random.default_rng(0)
    gap = np.exp(rng.normal(size=40))
    same = gap * np.exp(0.1 * rng.normal(size=40))
    table = Outcome({"good": made(gap), "same": made(same), "bad": made(3 * gap)})
    assert table.best in ("good", "same")
    assert "bad" not in table.tied()


def test_what_a_cosine_buys_is_told_run_by_run():
    ratio = cell("quadratic", "Lion", decayed=True).gap / cell("quadratic", "Lion").gap
    assert np.exp(decay("quadratic")["Lion"].median) == pytest.approx(np.exp(np.median(np.log(ratio))))


def test_a_course_ends_where_the_judged_runs_do():
    looks, medians = course("sparse features", "SignSGD", count=4)
    judged = cell("sparse features", "SignSGD")
    assert len(judged.gap) == LANES["sparse features"]
    assert medians[-1] == pytest.approx(np.median(judged.gap), rel=1e-12)
    assert looks[0] == 1
