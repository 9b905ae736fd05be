"""Runs under heavy-tailed noise."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import brentq

from optbook.studies.noise import heavy_tails_runs as page


def mean_clipped(x: float, norm: float) -> float:
    """Mean of the clipped gradient ``x - 1 + e``, by quadrature."""
    parts = np.unique(np.clip([1 - x - norm, 1 - x + norm], 0, 60))
    ends = [0, *parts, 60]
    pieces = pairwise(ends)
    return sum(quad(lambda e: np.clip(x - 1 + e, -norm, norm) * np.exp(-e), *piece)[0] for piece in pieces)


@pytest.mark.parametrize("norm", [0.01, 0.3, 0.79, 0.8, 1.0, 3.0, 8.0])
def test_the_mean_clipped_gradient_vanishes_at_the_closed_form(norm):
    expected = brentq(mean_clipped, 0, 1, args=(norm,), xtol=1e-13)
    assert float(page.clipped_rest(norm)) == pytest.approx(expected, abs=1e-8)


def test_clipping_hard_leads_to_the_median_and_not_clipping_to_the_mean():
    assert float(page.clipped_rest(1e-6)) == pytest.approx(1 - np.log(2), abs=1e-6)
    assert float(page.clipped_rest(30.0)) == pytest.approx(0, abs=1e-12)
    assert page.clipped_rest(page.SIDES - 1e-9) == pytest.approx(page.clipped_rest(page.SIDES), abs=1e-8)


def test_no_clipped_step_is_longer_than_the_rate_times_the_norm():
    x = page.tail_run(True, lanes=50, steps=30).x
    assert np.linalg.norm(np.diff(x, axis=0), axis=-1).max() <= 0.1 * page.NORM * (1 + 1e-12)


def test_an_interval_of_order_statistics_holds_its_percentile():
    low, high = page.percentile_interval(np.arange(10_000.0), 0.99)
    assert low < 9900 < high
    assert high - low == pytest.approx(10 * np.sqrt(99), abs=2)


def test_skewed_noise_has_mean_zero():
    assert page.skewed(np.random.default_rng(0), (100_000,)).mean() == pytest.approx(0, abs=5 / np.sqrt(100_000))
