"""The numbers of the page on the failures of momentum."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from optbook.studies.momentum import failures


def test_the_pair_is_that_of_the_paper():
    assert pytest.approx(1 / 9) == failures.SHARE / 25
    assert pytest.approx(4 / 9) == failures.BETA


def test_the_cycle_solves_its_linear_equations():
    first, second, third = failures.CYCLE
    assert second == Fraction(-4, 3) * first - Fraction(4, 9) * third
    assert third == Fraction(-4, 3) * second - Fraction(4, 9) * first
    assert first == Fraction(-4, 3) * third - Fraction(4, 9) * second + Fraction(24, 9)


def test_the_exact_step_is_that_of_the_optimizer():
    x = before = Fraction(33, 10)
    run = failures.curve_runs(3.3, 20)["heavy ball"].x[:, 0]
    for point in run[1:]:
        x, before = failures.exact_step(x, before), x
        assert float(x) == pytest.approx(point, abs=1e-12)


def test_the_diagonal_of_the_plane_is_a_start_from_rest():
    found = failures.plane(49, 6.0, 400)
    away = failures.distances(found.points, "heavy ball") > 1e-3
    np.testing.assert_array_equal(found.cycles.diagonal(), away)


def test_the_barrier_is_the_maximum():
    assert np.pi * failures.BARRIER * np.tan(np.pi * failures.BARRIER) == pytest.approx(1)
    assert failures.WELL.bend(np.array(failures.BARRIER)) < 0


def test_the_closed_form_of_the_peak():
    runs = failures.peaks((100.0,))
    t = np.arange(60)
    assert runs.heavy[0] == pytest.approx(((1 + 20 / 11 * t) * (9 / 11) ** t).max())


def test_the_best_pair_takes_fewest_steps_where_the_condition_is_bad():
    runs = failures.counts((64, 128))
    assert (runs.best < runs.fixed).all()
    assert (runs.fixed < runs.descent).all()
