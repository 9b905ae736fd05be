"""Noise scales of the classifier of digits."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.studies.noise import noise_scale_digits as page


def test_all_samples_are_the_last_size():
    assert page.SIZES[-1] == page.digits().count


def test_a_pair_solves_the_two_equations_for_both_unknowns():
    found = page.pairs(page.digits_run().x[3], 4, 32, lanes=5)
    np.testing.assert_allclose(found.square + found.trace / 4, found.naive, rtol=1e-9)


def test_the_crossing_lies_on_the_line_between_two_kept_places():
    step, value = np.array([0, 10, 20]), np.array([[4.0, 4.0, 4.0, 1.0], [2.0, 4.0, np.inf, 0.5], [1.0, 2.0, 9.0, 0.0]])
    np.testing.assert_allclose(page.crossing(step, value, 3.0)[:3], [5.0, 15.0, np.inf])


def test_the_run_arrives_at_the_target_after_the_last_place():
    assert page.digits_run().value[-1] < page.TARGET
    found = page.along()
    assert found.loss.min() > page.TARGET
    assert (found.low < found.estimate).all()
    assert (found.estimate < found.high).all()


def test_all_samples_arrive_without_chance():
    found = page.arrivals(page.SIZES[-1])
    assert found.steps.shape == (1,)
    assert found.steps[0] == pytest.approx(found.tried.min())


@pytest.mark.parametrize("size", page.SIZES)
def test_the_best_rate_is_not_at_the_end_of_those_tried(size):
    assert 0 < page.arrivals(size).tried.argmin() < 4
