"""Samples, their empirical risks, and runs on them."""

from __future__ import annotations

import numpy as np

from optbook.objectives import SampledWell
from optbook.studies.challenges.risk_samples import LOSS, RISK, bundle, descents, learned, minimizers, shifts


def test_minimizers_have_no_slope_and_nothing_is_lower():
    sampled = SampledWell(shifts(10, 300))
    x = minimizers(sampled, 300)
    np.testing.assert_allclose(sampled.slope(x), 0, atol=1e-12)
    lattice = sampled.f(np.linspace(0.5, 1.5, 101)[:, None])
    assert (lattice.min(0) >= sampled.f(x) - 1e-14).all()


def test_a_sample_of_one_gives_the_loss_itself():
    runs = bundle(sizes=(1,), lanes=3)
    np.testing.assert_allclose(runs.empirical[0], LOSS.f(runs.x + shifts(1, 3)), atol=1e-14)


def test_samples_repeat_and_seeds_differ():
    np.testing.assert_array_equal(shifts(5, 2), shifts(5, 2))
    assert not np.isclose(shifts(5, 2), shifts(5, 2, seed=1)).any()


def test_a_large_sample_has_the_minimizer_of_the_risk():
    runs = learned(sizes=(100_000,), lanes=2)
    # Five standard deviations of the minimizer, which are 0.153 / sqrt(n) each.
    np.testing.assert_allclose(runs.x, RISK.minima[0, 0], atol=5 * 0.16 / np.sqrt(100_000))


def test_both_errors_start_together_and_only_one_goes_on():
    runs = descents(sizes=(30,), lanes=100)
    np.testing.assert_allclose(runs.optimization[0, 0], runs.excess[0, 0], rtol=0.1)
    assert runs.optimization[0, -1] < 1e-9
    assert runs.excess[0, -1] > 1e-3
