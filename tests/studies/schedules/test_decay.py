"""What the page on falling rates computes."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.noise.heavy_tails import langevin_variance
from optbook.studies.schedules import decay


def test_on_one_axis_each_rate_is_the_best_for_the_square_before_it():
    curvature, sigma, square = 0.5, decay.SIGMA, 1.0
    rates, end = decay.one_over_t(20, curvature)
    fine = np.linspace(0, 2, 20_001)
    for rate in rates:
        after = (1 - fine * curvature) ** 2 * square + (fine * sigma) ** 2
        assert rate == pytest.approx(fine[after.argmin()], abs=1e-4)
        square = (1 - rate * curvature) ** 2 * square + (rate * sigma) ** 2
    assert end == pytest.approx(square, rel=1e-12)


def test_a_schedule_is_never_better_than_itself():
    found = decay.compare("cosine", other="cosine")
    assert (found.low, found.high, found.sign) == (0, 0, 0)


def test_a_way_begins_at_the_expected_gap_of_the_start():
    assert decay.way("cosine")[0] == pytest.approx(decay.expected_gaps(np.empty((0,)))[0])


def test_sgld_at_a_constant_rate_comes_to_rest_at_its_known_variance():
    at_rest = decay.langevin_squares(np.full(400, 0.1), np.ones(1), 2.0, 3.0)[-1]
    assert at_rest == pytest.approx(langevin_variance(2.0, 0.1, 3.0), rel=1e-10)
