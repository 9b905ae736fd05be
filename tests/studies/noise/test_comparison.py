"""The numbers of the page that compares the ways of treating noise."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from optbook.studies.noise import comparison
from optbook.studies.noise.contest import CURVATURES, SIGMA


def test_the_bound_is_the_error_of_the_best_linear_estimate():
    # With N observations of variance s^2 of a number of variance 1, the best weight is the same for all.
    n, curvature = 30, CURVATURES[4]
    weights = np.linspace(0, 1 / n, 100_001)
    error = (1 - n * weights) ** 2 + n * weights**2 * (SIGMA / curvature) ** 2
    whole = comparison.bound(n)
    others = sum(c / (1 + n * (c / SIGMA) ** 2) for c in np.delete(CURVATURES, 4)) / 2
    assert whole - others == pytest.approx(curvature * error.min() / 2, rel=1e-6)


def test_a_memory_of_nothing_leaves_the_variance_of_the_iterates():
    lr, curvature = 0.2, np.array([0.5, 2.0])
    rest = lr / (curvature * (2 - lr * curvature))
    np.testing.assert_allclose(comparison.at_rest(lr, curvature, 1.0, 0.0), rest, rtol=1e-15)


def test_every_best_rate_lies_inside_of_the_grid():
    for method in comparison.methods_of("quadratic"):
        assert 2**-11 < comparison.best_rate("quadratic", method) < 2**3


def test_a_method_ties_with_itself():
    found = comparison.outcome("least squares")
    assert found.compare("constant").sign == 0
    assert found.compare("constant").median == 0


def test_the_quadratic_has_nothing_to_shuffle():
    assert "reshuffling" not in comparison.outcome("quadratic").gap
    assert "reshuffling" in comparison.outcome("least squares").gap


def test_no_run_of_digits_is_below_the_least_value():
    found = comparison.outcome("digits")
    assert min(gap.min() for gap in found.gap.values()) > 0


def test_reshuffling_leaves_all_where_nothing_is_remembered_and_nothing_where_all_is():
    assert comparison.shuffled_share(0.0, 40) == pytest.approx(1)
    assert comparison.shuffled_share(1.0, 40) == pytest.approx(0, abs=1e-14)


def test_the_share_that_reshuffling_leaves_is_that_of_all_orders():
    errors, rho = np.array([1.0, -0.5, 2.0, -2.5]), 0.6
    sums = np.array(list(permutations(errors))) @ rho ** np.arange(4)
    again = errors.var() * (rho ** (2 * np.arange(4))).sum()
    assert comparison.shuffled_share(rho, 4) == pytest.approx(sums.var() / again)
