"""The numbers of the page on Newton's method."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.descent import newton


def test_the_full_step_lands_on_the_known_maximum():
    run = newton.wave()
    assert run.x[-1, 0] == pytest.approx(26.83, abs=5e-3)
    assert run.value[-1] == pytest.approx(26.75, abs=5e-3)


def test_the_half_step_lands_where_it_is_known_to_and_halves_the_error():
    x = newton.wave(lr=0.5).x[:, 0]
    assert x[-1] == pytest.approx(7.2694, abs=5e-5)
    np.testing.assert_allclose((x[11:20] - x[-1]) / (x[10:19] - x[-1]), 0.5, atol=1e-3)  # limit: error below 1e-3


def test_the_wave_is_odd_and_so_is_newton():
    np.testing.assert_array_equal(newton.wave(-10.0).x, -newton.wave(10.0).x)
    assert newton.WAVE.bend(newton.wave(-10.0).x[-1, 0]) > 0


def test_the_first_three_extrema_of_the_wave_alternate():
    x = np.array([newton.wave_extremum(number) for number in (1, 2, 3)])
    np.testing.assert_allclose(newton.WAVE.slope(x), 0, atol=1e-12)
    np.testing.assert_array_equal(np.sign(newton.WAVE.bend(x)), [-1, 1, -1])


def test_errors_end_at_rounding():
    cosh, bend = newton.errors()
    assert abs(cosh[-1]) < 1e-15
    assert abs(bend[-1]) < 1e-15


def test_newton_runs_away_from_where_its_relatives_arrive():
    error = newton.far().error
    assert error["Newton"][2] > 1e3
    assert max(error["damped"][-1], error["trust region"][-1]) < 1e-15


def test_a_short_step_does_not_keep_newton_off_maxima():
    assert newton.wave_ends(0.1)["maximum"] > 0.3
