"""Runs of SGD in four orders of the samples."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import resting_place
from optbook.studies.noise import reshuffling_runs as page


def test_the_samples_have_mean_zero_and_mean_square_one():
    a = page.samples(50)
    assert a.mean() == pytest.approx(0, abs=1e-14)
    assert (a**2).mean() == pytest.approx(1)
    assert page.line(50).minimum == pytest.approx(0, abs=1e-14)


def test_a_run_in_the_sorted_order_comes_to_its_resting_place():
    end = page.run(page.line(8), "sorted", 0.1, np.zeros((1, 1)), 60, 0).x[-1, 0, 0]
    assert end == pytest.approx(float(resting_place(0.1, page.samples(8))), abs=1e-14)


def test_the_valley_has_its_condition_number_and_its_order():
    model = page.valley()
    eigenvalues = np.linalg.eigvalsh(model.hess(model.minimum))
    assert eigenvalues[-1] / eigenvalues[0] == pytest.approx(100)
    assert (np.diff(model.targets) >= 0).all()


def test_pairs_have_the_same_start_and_runs_repeat():
    args = ((0.01,), 3, 2)
    found, again = page.valley_runs(*args), page.valley_runs.__wrapped__(*args)
    for order in page.ORDERS:
        np.testing.assert_array_equal(found.excess[order], again.excess[order])
        np.testing.assert_array_equal(found.excess[order][0], found.excess["replaced"][0])
    assert found.log_ratio().shape == (1, 3)


def test_two_samples_of_unequal_curvature_have_their_common_minimum_at_zero():
    found = page.unequal_pair(lanes=2)
    np.testing.assert_allclose(found.theory[0], 0.05 * 3 / (2 * (5 - 0.2)))
    assert (np.diff(found.theory) > 0).all()
