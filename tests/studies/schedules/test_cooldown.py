"""What the page on the cooldown computes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad

from optbook.studies.schedules import cooldown as study


@pytest.mark.parametrize("theta", [0.3, 3.0, 30.0])
def test_a_linear_cooldown_leaves_the_integral_of_a_bell(theta):
    assert study.linear_leaves(theta) == pytest.approx(quad(lambda w: np.exp(-theta * w**2), 0, 1)[0], rel=1e-10)


def test_of_a_long_linear_cooldown_both_forms_agree():
    """The error function misses one by less than 1e-40 there."""
    assert study.late_leaves("linear", 100.0) == pytest.approx(study.linear_leaves(100.0), rel=1e-12)


def test_half_as_steep_an_end_leaves_less_by_the_root_of_two():
    assert study.late_leaves("1 - sqrt", 50.0) == pytest.approx(study.late_leaves("linear", 50.0) / np.sqrt(2))


def test_a_short_cooldown_and_a_short_average_leave_all():
    for leaves in (study.linear_leaves, study.average_leaves, study.best_leaves):
        assert leaves(1e-4) == pytest.approx(1, abs=1e-4)


def test_the_average_leaves_the_variance_of_a_mean_of_related_numbers():
    """Iterates k updates apart have the covariance (1 - moved)^k; the limit is off by the order of `moved`."""
    theta, moved = 5.0, 1e-3
    count = round(theta / moved)
    lags = np.arange(1, count)
    mean = (count + 2 * ((count - lags) * (1 - moved) ** lags).sum()) / count**2
    assert study.average_leaves(theta) == pytest.approx(mean, rel=2 * moved)


def test_the_best_rates_leave_what_their_recursion_leaves():
    """Each rate is the best for the mean square before it; small rates, so off by the order of the first."""
    theta, moved = 4.0, 1e-3
    rest = moved / (2 - moved)
    square = rest
    for _ in range(round(theta / moved)):
        square /= 1 + square
    assert study.best_leaves(theta) == pytest.approx(square / rest, rel=2 * moved)


def test_a_cooled_run_is_the_fast_one_until_its_cooldown():
    begin = study.LENGTH - study.COOLED
    fast, cooled = study.valley_rates("fast"), study.valley_rates("cooled")
    np.testing.assert_array_equal(fast[: begin + 1], cooled[: begin + 1])
    assert (np.diff(cooled[begin:]) < 0).all()
    np.testing.assert_allclose(
        cooled, study.FAST * np.minimum(1, (study.LENGTH - np.arange(study.LENGTH)) / study.COOLED)
    )


def test_along_the_river_the_run_is_the_sum_of_its_rates():
    x = study.valley_runs("cooled", lanes=3)
    np.testing.assert_allclose(x[-1, :, 0], study.SPEED * study.valley_rates("cooled").sum(), rtol=1e-12)


def test_a_cooldown_in_the_valley_is_the_schedule_of_the_book():
    found = study.valley_exact(study.valley_rates("cooled"))
    assert study.cooled_valley(study.COOLED, study.LENGTH) == pytest.approx(found.river[-1] + found.hill[-1], rel=1e-12)
