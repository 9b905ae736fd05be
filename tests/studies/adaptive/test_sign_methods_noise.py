"""Walks and votes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from optbook.studies.adaptive import sign_methods_noise


def test_the_resting_law_is_left_alone_by_a_step():
    sites = np.arange(-20, 21)
    up = norm.sf(0.3 * sites)
    share = sign_methods_noise.resting_law(norm.logsf(0.3 * sites), norm.logcdf(0.3 * sites))
    step = np.diag(up[:-1], -1) + np.diag(1 - up[1:], 1)  # column: from, row: to
    assert (step @ share)[1:-1] == pytest.approx(share[1:-1], abs=1e-15)


def test_one_voter_is_the_mean_of_one():
    for law in ("normal", "Cauchy", "two values"):
        majority, mean = sign_methods_noise.right_votes(law, (1,))
        assert majority == pytest.approx(mean)


def test_the_median_of_one_sample_is_the_logarithm_of_two():
    assert sign_methods_noise.median_rest(np.array([1]))[0] == pytest.approx(np.log(2) - 1)


def test_symmetric_noise_leaves_no_bias():
    sites = 0.1 * np.arange(-100, 101)
    law = sign_methods_noise.LAWS["Cauchy"]
    assert sites @ sign_methods_noise.resting_law(law.logsf(sites), law.logcdf(sites)) == pytest.approx(0, abs=1e-12)
