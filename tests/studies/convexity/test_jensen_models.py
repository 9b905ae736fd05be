"""Mixtures with a hidden cluster, and ensembles."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from optbook.studies.convexity import jensen_models as study


def test_the_likelihood_is_a_sum_of_normal_densities():
    expected = np.log((study.TWO.share * norm.pdf(study.TWO.x, study.TWO.center)).sum())
    assert study.TWO.log_likelihood == pytest.approx(expected)


def test_the_bound_is_the_likelihood_at_the_posterior():
    assert study.TWO.bound(study.TWO.posterior) == pytest.approx(study.TWO.log_likelihood, abs=1e-14)
    assert study.TWO.bound(study.TWO.share) < study.TWO.log_likelihood


def test_one_member_is_its_own_ensemble():
    found = study.ensemble()
    for together in (found.probabilities, found.outputs):
        np.testing.assert_allclose(together[0], found.members[0], atol=1e-9)
    assert found.parameters[0] == pytest.approx(found.members[0].mean())


def test_the_bound_holds_for_every_number_of_members():
    found = study.ensemble()
    mean = found.members.cumsum(0) / np.arange(1, len(found.members) + 1)[:, None]
    assert (found.probabilities <= mean + 1e-12).all()
    assert (found.outputs <= mean + 1e-12).all()
