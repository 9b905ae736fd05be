"""What the page on rising rates computes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import gammaln

from optbook.studies.schedules import warmup as study
from optbook.studies.schedules.decay_quadratic import tuned, valley


def test_a_warmup_of_no_updates_is_none():
    np.testing.assert_array_equal(study.warmed_gaps("cosine", 0, study.RATES)[-1], valley("cosine"))
    assert study.warmed("cosine", 0).gap == tuned("cosine").gap


def test_rectification_is_the_quotient_of_variances():
    """For many gradients; the paper expands the variance, the exact one comes from the gamma function."""
    seen = np.array([200.0, 1999.0])
    mean = np.exp(0.5 * np.log(seen / 2) + gammaln((seen - 1) / 2) - gammaln(seen / 2))
    variance = seen / (seen - 2) - mean**2
    step = np.arange(1, 3000)
    rho = 1999 - 2 * step * 0.999**step / (1 - 0.999**step)
    at = np.abs(rho - 200).argmin()
    # Both variances are expanded to first order in one over the count: one part in a hundred.
    assert study.rectification(step)[at] == pytest.approx(np.sqrt(variance[1] / variance[0]), rel=0.01)


def test_the_first_updates_of_radam_have_no_factor():
    factor = study.rectification(np.arange(1, 10))
    assert (factor[:4] == 0).all()
    assert (np.diff(factor[4:]) > 0).all()


def test_the_untuned_warmup_is_through_after_two_over_one_minus_beta2():
    assert study.untuned(np.array([1, 1000, 2000, 3000])) == pytest.approx([0.0005, 0.5, 1, 1])


def test_the_size_of_an_update_is_the_norm_of_the_weights_of_its_mean():
    for step in (1, 2, 7):
        weights = 0.9 ** np.arange(step)
        assert study.update_size(step) == pytest.approx(np.linalg.norm(weights / weights.sum()))
