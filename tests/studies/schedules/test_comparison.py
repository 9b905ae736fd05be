"""The claims of the page that compares all methods, and what they rest on."""

from __future__ import annotations

import numpy as np
import pytest

from optbook.analysis import median_interval
from optbook.studies.momentum.comparison import paired
from optbook.studies.noise.contest import CURVATURES, SIGMA
from optbook.studies.schedules import comparison


def test_the_expected_gap_of_gradient_descent_is_a_geometric_sum():
    lr, steps = 0.03, comparison.STEPS["quadratic"]
    keeps = (1 - lr * CURVATURES) ** 2
    variance = keeps**steps + (lr * SIGMA) ** 2 * (1 - keeps**steps) / (1 - keeps)
    assert comparison.expected("gradient descent", lr) == pytest.approx((CURVATURES * variance).sum() / 2, rel=1e-10)


def test_the_picked_order_statistics_give_the_verdict_of_a_pair():
    rng, lanes, methods = np.random.default_rng(3), 24, 20
    mine, theirs = np.exp(rng.normal(0.7, 1, lanes)), np.exp(rng.normal(size=lanes))
    rule = median_interval(np.arange(lanes), 1 - 0.05 / (methods * (methods - 1) / 2))
    ordered = np.sort(np.log(mine) - np.log(theirs))
    verdict = paired(mine, theirs, methods)
    assert (ordered[int(rule.low)], ordered[int(rule.high)]) == pytest.approx((verdict.low, verdict.high))


def test_intervals_for_each_pair_by_itself_tell_equals_apart():
    assert comparison.false_winners(40, 40, each=True) > 0.5 > comparison.false_winners(40, 40)


def test_the_standard_error_is_that_of_the_mean():
    assert comparison.standard_error(np.array([1.0, 2.0, 3.0, 6.0])) == pytest.approx(np.sqrt(14 / 3 / 4))
